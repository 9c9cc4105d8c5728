"""Single sign-on by an OpenID provider; see ``provider``."""
