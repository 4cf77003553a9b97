"""Named entities: candidates by rule, their classes by rule or model."""
