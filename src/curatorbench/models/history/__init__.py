"""How records change, and how every change is taken back."""
