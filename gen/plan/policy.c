/* policy.c: the house's policy as tables of the snapshot: settings, buckets, stages, minimum amounts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan/snapshot.h"

/* Keys that are one word of a few, or several where many is set; another would be as if nothing was said. */
static const struct choice {
	const char *key, *words;
	int many;
} choices[] = {
	{"credits", "bucket apart", 0},
	{"group", "apart together", 0},
	{"confirmation_kind", "positive negative blank", 0},
	{"hold_list", "blocked overdue", 0},
	{"statement_when", "open always", 0},
	{"statement.company_credit", "open_item activity", 0},
	{"statement.short_cash", "open_item activity", 0},
	{"statement.cash", "open_item activity", 0},
	{"declaration_kinds", "company_credit short_cash cash", 1},
};

/* The word of n bytes is one of those. */
static int is_word(const char *words, const char *s, size_t n)
{
	size_t len;

	for (; *words; words += len + strspn(words + len, " ")) {
		len = strcspn(words, " ");
		if (len == n && memcmp(words, s, n) == 0)
			return 1;
	}
	return 0;
}

/* *odd: the word that does not fit. */
static int choice_fits(const struct choice *c, const char *s, const char **odd)
{
	size_t n;

	*odd = s;
	if (!c->many)
		return is_word(c->words, s, strlen(s));
	for (s += strspn(s, " \t,"); *s; s += n + strspn(s + n, " \t,")) {
		n = strcspn(s, " \t,");
		*odd = s;
		if (!is_word(c->words, s, n))
			return 0;
	}
	return 1;
}

/* "bucket or apart": the words as a sentence has them. */
static void words_say(const char *words, struct text *t)
{
	size_t n;

	for (; *words; words += n + strspn(words + n, " ")) {
		n = strcspn(words, " ");
		if (t->len > 0)
			text_adds(t, words[n] ? ", " : " or ");
		text_add(t, words, n);
	}
}

static int choices_check(const struct house *h, struct diag *d)
{
	const struct house_key *k;
	const char *odd;
	struct place at;
	struct text said;
	size_t i;
	int rc = 0;

	text_init(&said);
	for (i = 0; i < sizeof choices / sizeof choices[0]; i++) {
		k = house_find(h, "policy", choices[i].key);
		if (!k || choice_fits(&choices[i], k->value, &odd))
			continue;
		text_reset(&said);
		words_say(choices[i].words, &said);
		at = house_place(k, odd);
		rc = diag(d, DIAG_PLAN_POLICY, &at, "%s = %s: %s is expected", k->key, k->value,
			  text_str(&said));
	}
	text_done(&said);
	return rc;
}

static int run_info(struct db *b, const struct house *h, int32_t as_of, const char *run, struct diag *d)
{
	const char *languages = house_text(h, "locale", "languages");
	const char *credits = house_text(h, "policy", "credits");
	const char *currency = house_text(h, "locale", "currency");
	char first[16] = "en";
	struct query *q;
	size_t n;
	int rc;

	if (languages) {
		languages += strspn(languages, " \t,+");
		n = strcspn(languages, " \t,+");
		if (n > 0 && n < sizeof first) {
			memcpy(first, languages, n);
			first[n] = '\0';
		}
	}
	q = query_open(b, d,
		       "INSERT INTO run_info VALUES (:as_of, :run, :language, :credits, :grace, "
		       ":gap, :case_age, :currency)",
		       NULL);
	if (!q)
		return -1;
	query_bind_int(q, "as_of", as_of);
	query_bind_text(q, "run", run);
	query_bind_text(q, "language", first);
	query_bind_text(q, "credits", credits ? credits : "apart");
	query_bind_int(q, "grace", house_int(h, "policy", "promise_grace_days", 1));
	query_bind_int(q, "gap", house_int(h, "policy", "letter_gap_days", 0));
	query_bind_int(q, "case_age", house_int(h, "policy", "case_age", 16));
	query_bind_text(q, "currency", currency ? currency : "");
	rc = query_next(q, d);
	query_close(q);
	return rc;
}

static int settings(struct db *b, const struct house *h, struct diag *d)
{
	struct query *all = query_open(b, d, "INSERT OR REPLACE INTO setting VALUES (?1, ?2, ?3)", NULL);
	struct query *policy = query_open(b, d, "INSERT OR REPLACE INTO policy VALUES (?1, ?2)", NULL);
	int32_t i;
	int rc = all && policy ? 0 : -1;

	for (i = 0; i < h->keys && rc == 0; i++) {
		query_put_text(all, 1, h->key[i].section, -1);
		query_put_text(all, 2, h->key[i].key, -1);
		query_put_text(all, 3, h->key[i].value, -1);
		rc = query_next(all, d);
		if (rc == 0 && strcmp(h->key[i].section, "policy") == 0) {
			query_put_text(policy, 1, h->key[i].key, -1);
			query_put_text(policy, 2, h->key[i].value, -1);
			rc = query_next(policy, d);
		}
	}
	query_close(all);
	query_close(policy);
	return rc;
}

/* ---- bucket.N = low..high, or name | low..high ---- */

#define BUCKETS_MOST 32

struct bucket {
	char name[64];	   /* "": its limits are its name */
	int64_t low, high; /* INT32_MIN, INT32_MAX: open */
};

static int bucket_wrong(struct diag *d, const struct house_key *k, const char *wanted)
{
	const struct place at = house_place(k, k->value);

	return diag(d, DIAG_PLAN_POLICY, &at, "%s = %s: %s", k->key, k->value, wanted);
}

/* "3..", "..0": a limit that is not said is open. */
static int limit_read(const char *s, const char *end, int64_t *v)
{
	char *stop;

	s += strspn(s, " ");
	if (s >= end)
		return 0;
	*v = strtoll(s, &stop, 10);
	return stop == s || stop + strspn(stop, " ") != end ? -1 : 0;
}

static int bucket_read(struct diag *d, const struct house_key *k, struct bucket *b)
{
	const char *bar = strrchr(k->value, '|'), *ages = bar ? bar + 1 : k->value,
		   *dots = strstr(ages, "..");
	size_t n = bar ? (size_t)(bar - k->value) : 0;

	while (n > 0 && k->value[n - 1] == ' ')
		n--;
	*b = (struct bucket){"", INT32_MIN, INT32_MAX};
	if (!dots || (bar && n == 0) || n >= sizeof b->name || limit_read(ages, dots, &b->low) < 0 ||
	    limit_read(dots + 2, ages + strlen(ages), &b->high) < 0)
		return bucket_wrong(d, k,
				    "days overdue as 1..15 are expected, or a name before them, as "
				    "Current | ..0");
	memcpy(b->name, k->value, n);
	b->name[n] = '\0';
	if (b->low <= 0 && b->high >= 1)
		return bucket_wrong(d, k,
				    "it holds what is not yet due (0 days and less) and what is overdue (1 "
				    "day is the first); end one bucket with ..0 and begin the next with 1..");
	if (n == 0 && (b->low == b->high || (b->high <= 0 && (b->low != INT32_MIN || b->high != 0))))
		return bucket_wrong(
			d, k,
			"a bucket of one day, or of a part of what is not yet due, wants a name before |");
	return 0;
}

/* The limits as a term, and in English: papers word the term in their language (layout/terms.c). */
static void bucket_words(const struct bucket *b, char term[64], char words[64])
{
	snprintf(term, 64, "%s", b->name);
	snprintf(words, 64, "%s", b->name);
	if (b->name[0])
		return;
	if (b->low == INT32_MIN) {
		snprintf(term, 64, "..%lld", (long long)b->high);
		snprintf(words, 64, "Not yet due");
	} else if (b->high == INT32_MAX) {
		snprintf(term, 64, "%lld..", (long long)b->low);
		snprintf(words, 64, "Over %lld days", (long long)b->low - 1);
	} else {
		snprintf(term, 64, "%lld..%lld", (long long)b->low, (long long)b->high);
		snprintf(words, 64, "%lld–%lld days", (long long)b->low, (long long)b->high);
	}
}

static int bucket_add(struct query *q, struct diag *d, int32_t i, const struct bucket *b)
{
	char term[64], words[64];

	bucket_words(b, term, words);
	query_reset(q);
	query_bind_int(q, "idx", i);
	query_bind_text(q, "label", term);
	query_bind_text(q, "words", words);
	if (b->low == INT32_MIN)
		query_bind_null(q, "low");
	else
		query_bind_int(q, "low", b->low);
	if (b->high == INT32_MAX)
		query_bind_null(q, "high");
	else
		query_bind_int(q, "high", b->high);
	query_bind_int(q, "overdue", b->low >= 1);
	return query_next(q, d);
}

static int buckets(struct db *b, const struct house *h, struct diag *d)
{
	static const struct bucket usual[] = {
		{"", INT32_MIN, 0}, {"", 1, 15}, {"", 16, 30}, {"", 31, 60}, {"", 61, INT32_MAX}};
	struct query *q = query_open(
		b, d, "INSERT INTO bucket VALUES (:idx, :label, :words, :low, :high, :overdue)", NULL);
	const struct house_key *k = NULL, *last = NULL;
	struct bucket one, before = {"", 0, INT32_MIN - (int64_t)1};
	struct place at;
	char name[24];
	int32_t i;
	int rc = q ? 0 : -1;

	for (i = 0; rc == 0 && i < BUCKETS_MOST; i++) {
		snprintf(name, sizeof name, "bucket.%d", (int)i);
		k = house_find(h, "policy", name);
		if (!k)
			break;
		at = house_place(k, k->value);
		rc = bucket_read(d, k, &one);
		if (rc == 0 && (one.low != before.high + 1 || one.low > one.high))
			rc = diag(
				d, DIAG_PLAN_POLICY, &at,
				i == 0 ? "%s: the first bucket begins with .. so that every age has one"
				       : "%s does not begin where the one before ends: every age wants one bucket",
				k->key);
		if (rc == 0)
			rc = bucket_add(q, d, i, &one);
		before = one;
		last = k;
	}
	if (rc == 0 && i > 0 && before.high != INT32_MAX)
		rc = diag(d, DIAG_PLAN_POLICY, &at,
			  "%s is the last bucket and must end with .. so that every age has one", last->key);
	for (; rc == 0 && !last && i < (int32_t)(sizeof usual / sizeof usual[0]); i++)
		rc = bucket_add(q, d, i, &usual[i]);
	query_close(q);
	return rc;
}

/* ---- stage.TRACK = age:TYPE, age:TYPE ---- */

static int stage_read(struct query *q, struct diag *d, const struct house_key *k)
{
	const char *s = k->value, *track = strchr(k->key, '.') + 1, *from = s;
	struct place at;
	int64_t age, last = -1;
	int32_t level = 0;
	char type[32], *stop;
	size_t n;

	while (*(s += strspn(s, " \t,"))) {
		from = s;
		age = strtoll(s, &stop, 10);
		if (stop == s || *stop != ':')
			goto wrong;
		s = stop + 1;
		n = strcspn(s, " \t,");
		if (n == 0 || n >= sizeof type)
			goto wrong;
		memcpy(type, s, n);
		type[n] = '\0';
		if (age <= last) {
			at = house_place(k, from);
			return diag(d, DIAG_PLAN_POLICY, &at, "%s: the ages must rise (%lld after %lld)",
				    k->key, (long long)age, (long long)last);
		}
		last = age;
		s += n;
		query_reset(q);
		query_bind_text(q, "track", track);
		query_bind_int(q, "age", age);
		query_bind_text(q, "type", type);
		query_bind_int(q, "level", ++level);
		if (query_next(q, d) < 0)
			return -1;
	}
	return 0;
wrong:
	at = house_place(k, from);
	return diag(d, DIAG_PLAN_POLICY, &at, "%s = %s: age:TYPE, age:TYPE is expected, as 1:REM0, 6:REM1",
		    k->key, k->value);
}

static int stages(struct db *b, const struct house *h, struct diag *d)
{
	struct query *q = query_open(b, d, "INSERT INTO stage VALUES (:track, :age, :type, :level)", NULL);
	int32_t i;
	int rc = q ? 0 : -1;

	for (i = 0; i < h->keys && rc == 0; i++)
		if (strcmp(h->key[i].section, "policy") == 0 && strncmp(h->key[i].key, "stage.", 6) == 0)
			rc = stage_read(q, d, &h->key[i]);
	query_close(q);
	return rc;
}

/* first_letter = none, or a type that a ladder has: of another nobody would ever be written to first. A
 * preset's own is of the preset's ladder, which the house may have changed. */
static int first_letter(struct db *b, const struct house *h, struct diag *d)
{
	const struct house_key *k = house_find(h, "policy", "first_letter");
	struct query *q;
	struct place at;
	int rc;

	if (!k || strcmp(k->value, "none") == 0 || strstr(k->at.file, "presets/"))
		return 0;
	q = query_open(b, d, "SELECT 1 FROM stage WHERE type = :type AND track <> 'case'", NULL);
	if (!q)
		return -1;
	query_bind_text(q, "type", k->value);
	rc = query_next(q, d);
	query_close(q);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	at = house_place(k, k->value);
	return diag(d, DIAG_PLAN_POLICY, &at, "%s = %s: none is expected, or a type that a stage has", k->key,
		    k->value);
}

/* KEY.CURRENCY = amount, into a table of that name; regional: KEY.CURRENCY.REGION too. */
static int amounts(struct db *b, const struct house *h, const char *name, const char *insert, int regional,
		   struct diag *d)
{
	struct query *q = query_open(b, d, insert, NULL);
	const size_t n = strlen(name);
	const struct currency *c;
	const char *at, *region;
	struct place wrong;
	int64_t minor;
	int32_t i;
	int rc = q ? 0 : -1;

	for (i = 0; i < h->keys && rc == 0; i++) {
		const struct house_key *k = &h->key[i];

		if (strcmp(k->section, "policy") != 0 || strncmp(k->key, name, n) != 0 || k->key[n] != '.')
			continue;
		at = k->key + n + 1;
		c = regional ? currency_head(at) : currency_find(at);
		region = strchr(at, '.');
		if (!c || money_parse(k->value, strlen(k->value), c->digits, &minor) != 0) {
			wrong = house_place(k, c ? k->value : at);
			rc = diag(
				d, DIAG_PLAN_POLICY, &wrong,
				"%s = %s: an amount of a currency of ISO 4217 is expected, as %s.AED = 50.00",
				k->key, k->value, name);
			break;
		}
		query_reset(q);
		query_bind_text(q, "currency", c->code);
		query_bind_int(q, "amount", minor);
		if (regional)
			query_bind_text(q, "region", region ? region + 1 : "");
		rc = query_next(q, d);
	}
	query_close(q);
	return rc;
}

int policy_fill(struct db *copy, const struct house *h, int32_t as_of, const char *run, struct diag *d)
{
	if (choices_check(h, d) < 0 || run_info(copy, h, as_of, run, d) < 0 || settings(copy, h, d) < 0 ||
	    buckets(copy, h, d) < 0 || stages(copy, h, d) < 0 || first_letter(copy, h, d) < 0)
		return -1;
	if (amounts(copy, h, "minimum", "INSERT INTO minimum VALUES (:currency, :amount)", 0, d) < 0)
		return -1;
	return amounts(copy, h, "importance", "INSERT INTO importance VALUES (:currency, :region, :amount)",
		       1, d);
}
