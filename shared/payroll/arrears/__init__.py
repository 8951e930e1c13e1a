"""Retro pay (补发): what earlier paid months lack under the terms and bases that hold for them now."""
