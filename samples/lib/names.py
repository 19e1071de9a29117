"""Word lists: trade names, people, goods. All invented; any likeness is chance."""

# (Latin, Arabic)
WORDS = [("Murjan", "مرجان"), ("Sidra", "سدرة"), ("Rayhan", "ريحان"), ("Zaytoun", "زيتون"), ("Fajr", "الفجر"),
         ("Shurooq", "شروق"), ("Karam", "كرم"), ("Jood", "جود"), ("Wared", "وارد"), ("Saqr", "صقر"),
         ("Ghaf", "الغاف"), ("Barjeel", "برجيل"), ("Tamr", "تمر"), ("Najma", "نجمة"), ("Rimal", "رمال"),
         ("Sahel", "ساحل"), ("Mizan", "ميزان"), ("Burj Zaman", "برج زمان"), ("Durra", "درة"), ("Waha", "واحة"),
         ("Qamar", "قمر"), ("Nahda", "نهضة"), ("Safwa", "صفوة"), ("Bustan", "بستان"), ("Yasmeen", "ياسمين"),
         ("Falaj", "فلج"), ("Mawsim", "موسم"), ("Rawabi", "روابي"), ("Tilal", "تلال"), ("Marsa", "مرسى")]
SECOND = [("Al Khor", "الخور"), ("Al Wadi", "الوادي"), ("Al Shamal", "الشمال"), ("Al Janoub", "الجنوب"),
          ("Al Medina", "المدينة"), ("Al Bahr", "البحر"), ("Al Qurm", "القرم"), ("Al Hosn", "الحصن"),
          ("Al Reef", "الريف"), ("Al Manar", "المنار"), ("Al Souq", "السوق")]
TRADES = [("Supermarket LLC", "سوبرماركت ذ.م.م"), ("Foodstuff Trading LLC", "لتجارة المواد الغذائية ذ.م.م"),
          ("Building Materials Trading LLC", "لتجارة مواد البناء ذ.م.م"), ("Grocery", "بقالة"),
          ("Hardware & Sanitary Ware Trading", "لتجارة الأدوات الصحية والعدد"), ("Cafeteria", "كافتيريا"),
          ("Electrical & Hardware LLC", "للأدوات الكهربائية والعدد ذ.م.م"), ("Minimart", "ميني مارت"),
          ("Catering Services LLC", "لخدمات التموين ذ.م.م"), ("General Trading LLC", "للتجارة العامة ذ.م.م")]

MEN = ["Khalid", "Omar", "Yousef", "Hamad", "Saeed", "Rashid", "Faisal", "Tariq", "Nabil", "Ziad", "Imran",
       "Suresh", "Rajan", "Anil", "Bilal", "Joseph", "Marwan", "Sami", "Adel", "Ghassan"]
WOMEN = ["Mariam", "Aisha", "Huda", "Reem", "Lina", "Priya", "Maria", "Dina", "Salma", "Noura"]
FAMILIES = ["Al Mazrouqi", "Al Daheri", "Bin Tariq", "Haddadin", "Khoury", "Nair", "Mathew", "Qureshi",
            "Sharafi", "Barakat", "D'Souza", "Pillai", "Al Tunaiji", "Saab", "Farouqi", "Menon", "Santos",
            "Hashemi", "Zaidan", "Al Rumaithy"]
MEN_AR = ["خالد", "عمر", "يوسف", "حمد", "سعيد", "راشد", "فيصل", "طارق", "نبيل", "زياد", "سامي", "عادل"]
FAMILIES_AR = ["المزروقي", "الظاهري", "حدادين", "خوري", "شرفي", "بركات", "التنيجي", "فاروقي", "زيدان", "الرميثي"]

# part number, English, Arabic
GOODS = [("BV-20-PN16", 'ball valve ¾" PN16', "صمام كروي ¾ بوصة"), ("PPR-32/4", "PPR pipe 32 mm, 4 m", "أنبوب PPR قطر 32 مم"),
         ("CB-2.5-BLK", "cable 2.5 mm² black, 100 m", "كابل 2٫5 مم² أسود"), ("LED-18W-6K", "LED panel 18 W", "لوحة LED قدرة 18 واط"),
         ("MCB-C16", "circuit breaker C16", "قاطع كهربائي C16"), ("SIL-280W", "silicone 280 ml white", "سيليكون أبيض 280 مل"),
         ("DRL-SDS-8", "SDS drill bit 8 mm", "ريشة حفر SDS مقاس 8"), ("PNT-EM-18", "emulsion paint 18 l", "طلاء مستحلب 18 لتر"),
         ("TIL-ADH-20", "tile adhesive 20 kg", "لاصق بلاط 20 كجم"), ("GLV-NT-L", "nitrile gloves L", "قفازات نتريل مقاس L"),
         ("RCE-BSM-20", "basmati rice 20 kg", "أرز بسمتي 20 كجم"), ("OIL-SF-1.8", "sunflower oil 1.8 l × 6", "زيت دوار الشمس 1٫8 لتر × 6"),
         ("TEA-BLK-100", "black tea 100 bags × 12", "شاي أسود 100 كيس × 12"), ("WTR-500/24", "water 500 ml × 24", "مياه 500 مل × 24"),
         ("CFE-AR-250", "café arabica 250 g × 20", "قهوة أرابيكا 250 جم × 20"), ("TUN-185/48", "tuna 185 g × 48", "تونة 185 جم × 48"),
         ("SGR-50", "sugar 50 kg", "سكر 50 كجم"), ("DTG-3KG/4", "detergent 3 kg × 4", "منظف 3 كجم × 4"),
         ("TSS-2PLY/30", "tissue 2-ply × 30", "مناديل طبقتان × 30"), ("CHO-WF-24", "chocolate wafers × 24", "ويفر شوكولاتة × 24")]
