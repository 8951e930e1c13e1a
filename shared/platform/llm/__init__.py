"""Language models behind the port ``shared.assessment.llm.ports.ChatModel``. Each vendor's client in one module."""
