/* Addresses: postcode and town as the country writes them. */
#include "unit.h"

#include "db/address.h"

static void is(const char *country, enum address_part part, const char *postcode, const char *town,
	       int abroad, const char *want)
{
	struct text t;

	text_init(&t);
	address_part(&t, country, part, postcode, town, abroad);
	ck_assert_msg(strcmp(text_str(&t), want) == 0, "%s: \"%s\", not \"%s\"",
		      country ? country : "nowhere", text_str(&t), want);
	text_done(&t);
}

START_TEST(lines)
{
	is("NO", ADDRESS_FIRST, "5003", "Bergen", 0, "5003 Bergen");
	is("NO", ADDRESS_SECOND, "5003", "Bergen", 0, "");
	is("GB", ADDRESS_FIRST, "EC1Y 8SY", "LONDON", 1, "LONDON");
	is("GB", ADDRESS_SECOND, "EC1Y 8SY", "LONDON", 1, "EC1Y 8SY");
	is("US", ADDRESS_FIRST, "95014", "Cupertino CA", 0, "Cupertino CA 95014");
	is("OM", ADDRESS_FIRST, "112", "Muscat", 0, "112");
	is("OM", ADDRESS_SECOND, "112", "Muscat", 0, "Muscat");
	is("HU", ADDRESS_ABOVE, "1037", "Budapest", 0, "Budapest");
	is("HU", ADDRESS_FIRST, "1037", "Budapest", 0, "1037");
	is("PK", ADDRESS_FIRST, "44000", "Islamabad", 0, "Islamabad-44000");
	is("BD", ADDRESS_FIRST, "1340", "Dhaka", 0, "Dhaka - 1340");
	/* no pattern: what is there is not lost */
	is("AE", ADDRESS_FIRST, "", "Dubai", 0, "Dubai");
	is("AE", ADDRESS_FIRST, "12345", "Dubai", 0, "12345 Dubai");
	is(NULL, ADDRESS_FIRST, "12345", "Dubai", 0, "12345 Dubai");
}
END_TEST

START_TEST(missing)
{
	is("NO", ADDRESS_FIRST, NULL, "Bergen", 0, "Bergen");
	is("NO", ADDRESS_FIRST, "5003", NULL, 0, "5003");
	is("NO", ADDRESS_FIRST, NULL, NULL, 0, "");
	is("BD", ADDRESS_FIRST, "1340", "", 0, "1340");
	is("BD", ADDRESS_FIRST, "", "Dhaka", 0, "Dhaka");
	is("LV", ADDRESS_FIRST, "LV-1073", "", 0, "LV-1073");
	is("GB", ADDRESS_ALL, "EC1Y 8SY", "London", 0, "London, EC1Y 8SY");
	is("GB", ADDRESS_ALL, "", "London", 0, "London");
	is("GB", ADDRESS_ALL, "EC1Y 8SY", "", 0, "EC1Y 8SY");
	is("HU", ADDRESS_ALL, "1037", "Budapest", 0, "Budapest, 1037");
	is("PR", ADDRESS_ALL, "00930", "San Juan", 0, "San Juan PR 00930");
}
END_TEST

START_TEST(abroad)
{
	is("CH", ADDRESS_FIRST, "8001", "Zürich", 0, "8001 Zürich");
	is("CH", ADDRESS_FIRST, "8001", "ZÜRICH", 1, "CH-8001 ZÜRICH");
	is("CH", ADDRESS_FIRST, "CH-8001", "ZÜRICH", 1, "CH-8001 ZÜRICH");
	is("SE", ADDRESS_FIRST, "114 55", "STOCKHOLM", 1, "SE-114 55 STOCKHOLM");
	is("LU", ADDRESS_FIRST, "4750", "PÉTANGE", 1, "L-4750 PÉTANGE");
	is("CH", ADDRESS_FIRST, "", "ZÜRICH", 1, "ZÜRICH");
}
END_TEST

UNIT_MAIN("db: address", lines, missing, abroad)
