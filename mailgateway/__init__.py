"""E-mail: what arrives is kept and understood, what is to be sent is built and handed to the relay."""
