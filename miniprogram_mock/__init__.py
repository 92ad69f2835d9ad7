"""What stands in for the phone and for WeChat when neither is at hand; never part of production."""
