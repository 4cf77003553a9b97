"""An engine that is a server (llama-server, vLLM, anything with OpenAI's interface): asked, measured and checked."""
