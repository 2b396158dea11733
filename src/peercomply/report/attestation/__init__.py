"""The working paper of the self-assessment."""
