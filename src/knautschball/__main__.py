"""``python -m knautschball`` is the command ``knautschball``."""

from knautschball.commands import main

if __name__ == "__main__":
    main()
