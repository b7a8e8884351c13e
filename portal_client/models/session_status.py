from .._enum import OpenStrEnum


class SessionStatus(OpenStrEnum):
    """Where a session stands: `Ready` for a prompt, `Running` a turn, `Flushed` and closed for further
    prompts, or `Error` after a turn that failed.
    """

    READY = "Ready"
    RUNNING = "Running"
    FLUSHED = "Flushed"
    ERROR = "Error"
