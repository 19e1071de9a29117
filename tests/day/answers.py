"""What a clerk of the house knows, written where house.ini says that it is open: answers.py HOUSE.INI [leeds|bergen|kuwait|tver]; without a name the
house of exports.py."""
import re
import sys

MUSCAT = [("name = .*", "name = Muscat Wholesale"), ("address1 = .*", "address1 = Way 4021"), ("city = .*", "city = Muscat"),
          (r"country = \(country, as.*", "country = OM"), ("tax_id = .*", "tax_id = OM1100000001"), ("bank_name = .*", "bank_name = Demo Bank of Muscat"),
          ("iban = .*", "iban = OM810180000001299123456"), (r"country = \(country of.*", "country = OM"), ("currency = .*", "currency = OMR"),
          ("replaces = profile,.*", "replaces = profile"), (r"map\.role\.Accountant = .*", "map.role.Accountant = ar")]
LEEDS = [("name = .*", "name = Aire Valley Supplies Ltd"), ("address1 = .*", "address1 = 12 Canal Wharf"), ("city = .*", "city = Leeds"),
         ("tax_id = .*", "tax_id = GB999999973"), ("bank_name = .*", "bank_name = Demo Bank"), ("iban = .*", "iban = GB33BUKB20201555555555"),
         (r"currency = \(.*", "currency = GBP"), ("signed = yes,.*", "signed = yes"), ("replaces = profile,.*", "replaces = profile")]
BERGEN = [("name = .*", "name = Bryggen Engros AS"), ("address1 = .*", "address1 = Kong Oscars gate 8"), ("city = .*", "city = Bergen"),
          ("tax_id = .*", "tax_id = 999999999MVA"), ("bank_name = .*", "bank_name = Demobanken"), ("iban = .*", "iban = NO8330001234567"),
          ("signed = yes,.*", "signed = yes"), ("replaces = profile,.*", "replaces = profile")]
KUWAIT = [("name = .*", "name = شركة المهلب لمواد البناء"), ("address1 = .*", "address1 = شارع السور 12"), ("city = .*", "city = الكويت"),
          ("tax_id = .*", "tax_id = 123456789"), ("bank_name = .*", "bank_name = بنك العرض"), ("iban = .*", "iban = KW81CBKU0000000000001234560101"),
          ("signed = yes,.*", "signed = yes"), ("replaces = profile,.*", "replaces = profile")]
TVER = [("name = .*", "name = ООО Волга Снаб"), ("address1 = .*", "address1 = наб. Волги, 8"), ("city = .*", "city = Тверь"),
        ("tax_id = .*", "tax_id = 6901000005"), ("bank_name = .*", "bank_name = АО Учебный банк"), ("account = .*", "account = 40702810000000000012"),
        (r"currency = \(.*", "currency = RUB"), ("signed = yes,.*", "signed = yes"), ("replaces = profile,.*", "replaces = profile")]
text = open(sys.argv[1], encoding="utf-8").read()
for asked, answer in {"leeds": LEEDS, "bergen": BERGEN, "kuwait": KUWAIT, "tver": TVER}.get((sys.argv + [""])[2], MUSCAT):
    text = re.sub(f"(?m)^; open: {asked}$", answer, text)
# the rest was looked at and is right as it stands
text = re.sub("(?m)^; open: .*\n", "", text)
open(sys.argv[1], "w", encoding="utf-8").write(text)
