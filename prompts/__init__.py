"""The prompts sakura ships, one YAML file a task; read as package data by `sakura_cli.tasks.framework.prompts`."""
