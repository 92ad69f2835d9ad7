"""The same moves through django-hordak; run by the peer's own Python, which has Django and hordak and not Sangong.

``python peer_program.py DATABASE_URL SECONDS BATCH`` prints one JSON object.
"""

import json
import random
import sys
import time

import django
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict

ACCOUNTS = 200


def configure(url: str) -> None:
    """Point Django at a database of its own."""
    parts = conninfo_to_dict(url)
    settings.configure(
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": parts["dbname"],
                "USER": parts["user"],
                "HOST": parts["host"],
            }
        },
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "mptt", "djmoney", "hordak"],
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        CURRENCIES=("CNY",),
        DEFAULT_CURRENCY="CNY",
        HORDAK_INTERNAL_CURRENCY="CNY",
        HORDAK_CURRENCIES=["CNY"],
        USE_TZ=True,
        SECRET_KEY="bench",
    )
    django.setup()


def main() -> None:
    """Make accounts, then move one yuan at a time, then a batch."""
    url, seconds, batch = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    configure(url)
    from django.core.management import call_command  # noqa: PLC0415  # Django must be set up first
    from django.db import transaction  # noqa: PLC0415  # Django must be set up first
    from hordak.models import Account, AccountType, Leg, Transaction  # noqa: PLC0415  # Django must be set up first
    from moneyed import Money  # noqa: PLC0415  # Django must be set up first

    call_command("migrate", verbosity=0)
    accounts = [
        Account.objects.create(name=f"a{n}", type=AccountType.asset, currencies=["CNY"]) for n in range(ACCOUNTS)
    ]
    one = Money(1, "CNY")
    accounts[0].transfer_to(accounts[1], one)
    done, cpu, begun = 0, time.process_time(), time.perf_counter()
    while time.perf_counter() < begun + seconds:
        giver, taker = random.sample(accounts, 2)
        giver.transfer_to(taker, one)
        done += 1
    single = {"done": done, "wall": time.perf_counter() - begun, "cpu": time.process_time() - cpu}
    cpu, begun = time.process_time(), time.perf_counter()
    with transaction.atomic():
        made = Transaction.objects.bulk_create([Transaction(description="batch") for _ in range(batch)])
        legs = []
        for each in made:
            giver, taker = random.sample(accounts, 2)
            legs.append(Leg(transaction=each, account=giver, debit=one))
            legs.append(Leg(transaction=each, account=taker, credit=one))
        Leg.objects.bulk_create(legs, batch_size=5_000)
    batched = {"done": batch, "wall": time.perf_counter() - begun, "cpu": time.process_time() - cpu}
    print(json.dumps({"single": single, "batch": batched}))


if __name__ == "__main__":
    main()
