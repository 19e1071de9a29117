/* verify_pdf.c: the electronic signatures of a PDF, ours or another's. */
#include <string.h>

#include "cmd/verify.h"
#include "sign/sign.h"

/* What is signed is a paper or an index, no archive of scans. */
#define PDF_MOST ((size_t)1 << 30)

static const char *time_said(struct cmd *c, int64_t t)
{
	char day[11];

	return arena_format(c->arena, "%s %02d:%02d UTC", date_format((int32_t)(t / 86400), day),
			    (int)(t % 86400 / 3600), (int)(t % 3600 / 60));
}

static void say(struct cmd *c, const struct sign_facts *f)
{
	if (f->state == SIGN_EMPTY) {
		cmd_print("  %s: waits\n", f->field);
		return;
	}
	cmd_print("  %s: %s by %s (certificate of %s)", f->field,
		  f->state == SIGN_WHOLE ? "signed" : "NOT INTACT, signed", f->signer ? f->signer : "?",
		  f->issuer ? f->issuer : "?");
	if (f->when)
		cmd_print(" on %s", time_said(c, f->when));
	if (f->witnessed)
		cmd_print(", witnessed by %s on %s", f->authority ? f->authority : "?",
			  time_said(c, f->witnessed));
	cmd_print("\n");
}

int verify_signatures(struct cmd *c, const char *path, struct verified *said, int32_t *good)
{
	struct verify_item item = {VERIFY_ITEM, .path = path, .kind = "pdf"};
	const struct place at = {path, 0, 0};
	struct sign_facts *f;
	size_t len, covered = 0;
	int32_t n, whole = 0, bad = 0;
	char *bytes = file_read(c->arena, c->diag, path, PDF_MOST, &len);

	if (!bytes || sign_list(c->arena, bytes, len, path, &f, &n, c->diag) < 0)
		return EXIT_NOT_MADE;
	for (int32_t i = 0; i < n; i++) {
		if (f[i].state == SIGN_WHOLE)
			whole++;
		if (f[i].state == SIGN_WHOLE && f[i].end > covered)
			covered = f[i].end;
		if (f[i].why) {
			bad++;
			diag(c->diag, DIAG_VERIFY, &at, "the signature as %s: %s", f[i].field, f[i].why);
		}
	}
	if (whole > 0 && bad == 0 && covered < len) {
		bad++;
		diag(c->diag, DIAG_VERIFY, &at, "%zu bytes were added after the last signature",
		     len - covered);
	}
	if (good)
		*good = whole;
	item.verdict = bad ? "not_intact" : whole > 0 ? "signed" : "not_signed";
	item.signatures = whole;
	if (said && !verify_item(said, &item)) {
		cmd_print("%s: %s: %d electronic signatures\n", path,
			  bad	      ? "NOT INTACT"
			  : whole > 0 ? "as it was signed"
				      : "not signed",
			  (int)whole);
		for (int32_t i = 0; i < n; i++)
			say(c, &f[i]);
		cmd_print(
			"  whether a certificate deserves trust is for pdfsig, Acrobat and others to say\n");
	}
	return bad ? EXIT_NOT_MADE : EXIT_FINE;
}

int verify_locked(struct cmd *c, const char *path, struct verified *n)
{
	struct verify_item item = {VERIFY_ITEM, .path = path, .kind = "pdf", .encrypted = 1};
	const char *password = cmd_password(c, "password-file", "LEDGERPRESS_PASSWORD");
	char hex[DIGEST_HEX];
	size_t len;
	char *bytes = password ? file_read(c->arena, c->diag, path, PDF_MOST, &len) : NULL;
	enum sign_lock lock;
	int32_t pages = 0;
	int r;

	if (!bytes || digest_file(c->diag, path, hex, NULL) < 0)
		return EXIT_NOT_MADE;
	lock = sign_lock(bytes, len, password, &pages);
	if (lock == SIGN_OPEN)
		return -1;
	item.sha256 = hex;
	r = verify_recorded(c, path, verify_name(c, path), hex);
	item.verdict = r < 0		       ? "not_intact"
		       : r > 0		       ? "intact_ours"
		       : lock == SIGN_UNLOCKED ? "opens"
					       : "not_judged";
	if (!verify_item(n, &item)) {
		if (r < 0)
			cmd_print("%s: NOT INTACT\n", path);
		else if (r > 0)
			cmd_print("%s: intact, as the custody log has it, encrypted\n", path);
		else
			cmd_print("%s: NOT JUDGED: it is encrypted, and nothing is on record of it here\n",
				  path);
		if (lock == SIGN_UNLOCKED)
			cmd_print("  the password opens it: %d pages\n", (int)pages);
		else
			cmd_print("  %s\n",
				  *password ? "the password does not open it" : "no password is given");
		cmd_print("  SHA-256 %s\n", hex);
	}
	return r > 0 ? EXIT_FINE : EXIT_NOT_MADE;
}
