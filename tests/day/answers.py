"""What a clerk of the house knows, written where house.ini says that it is open: answers.py HOUSE.INI."""
import re
import sys

text = open(sys.argv[1], encoding="utf-8").read()
answers = [("name = .*", "name = Muscat Wholesale"), ("address1 = .*", "address1 = Way 4021"), ("city = .*", "city = Muscat"),
           (r"country = \(country, as.*", "country = OM"), ("tax_id = .*", "tax_id = OM1100000001"), ("bank_name = .*", "bank_name = Demo Bank of Muscat"),
           ("iban = .*", "iban = OM810180000001299123456"), (r"country = \(country of.*", "country = OM"), ("currency = .*", "currency = OMR"),
           ("replaces = profile,.*", "replaces = profile"), (r"map\.role\.Accountant = .*", "map.role.Accountant = ar")]
for asked, answer in answers:
    text = re.sub(f"(?m)^; open: {asked}$", answer, text)
# the rest was looked at and is right as it stands
text = re.sub("(?m)^; open: .*\n", "", text)
open(sys.argv[1], "w", encoding="utf-8").write(text)
