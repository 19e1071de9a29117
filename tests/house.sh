#!/bin/sh
# Makes a sample house and imports all its exports: house.sh gulf|sibir|parts|fjord DIR. Needs LP and SAMPLES.
set -eu
name=$1
dir=$2
x=$SAMPLES/$name/exports
mkdir -p "$dir"
cp "$SAMPLES/$name/house.ini" "$SAMPLES/$name/logo.png" "$dir/"
# The order is that of what refers to what: staff, customers, their papers, then the ledger, then what was said about it.
case $name in
gulf)
	"$LP" -C "$dir" import "$x/staff.csv" --as staff
	"$LP" -C "$dir" import "$x/customers.csv" --profile customer-master
	"$LP" -C "$dir" import "$x/contacts.csv" --as contacts
	"$LP" -C "$dir" import "$x/holidays.csv" --as holidays
	"$LP" -C "$dir" import "$x/sales-register-2025-11_2026-04.csv" --profile sales-register
	"$LP" -C "$dir" import "$x/invoices-2026-05_2026-11.csv" --profile invoice-journal
	"$LP" -C "$dir" import "$x/receipts.csv" --profile receipts
	"$LP" -C "$dir" import "$x/journal-vouchers.csv" --profile journal-vouchers
	"$LP" -C "$dir" import "$x/pdc-register.csv" --profile pdc-register
	"$LP" -C "$dir" import "$x/events.csv" --as events
	"$LP" -C "$dir" import "$x/arrangements.csv" --as arrangements
	"$LP" -C "$dir" import "$x/assets.csv" --as assets
	"$LP" -C "$dir" import "$x/deductions.csv" --as deductions
	;;
sibir)
	"$LP" -C "$dir" import "$x/staff.csv" --as staff
	"$LP" -C "$dir" import "$x/kontragenty-1c.csv" --profile onec-catalogue
	"$LP" -C "$dir" import "$x/contacts.csv" --as contacts
	"$LP" -C "$dir" import "$x/holidays.csv" --as holidays
	"$LP" -C "$dir" import "$x/raschety-1c.csv" --profile onec
	"$LP" -C "$dir" import "$x/events.csv" --as events
	;;
parts)
	"$LP" -C "$dir" import "$x/staff.csv" --as staff
	"$LP" -C "$dir" import "$x/accounts.csv" --profile accounts
	"$LP" -C "$dir" import "$x/contacts.csv" --as contacts
	"$LP" -C "$dir" import "$x/holidays.csv" --as holidays
	"$LP" -C "$dir" import "$x/ledger-2026-11-03.csv" --profile ledger-detail
	"$LP" -C "$dir" import "$x/events.csv" --as events
	;;
fjord)
	"$LP" -C "$dir" import "$x/staff.csv" --as staff
	"$LP" -C "$dir" import "$x/kunder.csv" --profile kunder
	"$LP" -C "$dir" import "$x/contacts.csv" --as contacts
	"$LP" -C "$dir" import "$x/holidays.csv" --as holidays
	"$LP" -C "$dir" import "$x/kundereskontro-2026-11-02.csv" --profile reskontro
	"$LP" -C "$dir" import "$x/events.csv" --as events
	"$LP" -C "$dir" import "$x/arrangements.csv" --as arrangements
	"$LP" -C "$dir" import "$x/deductions.csv" --as deductions
	;;
esac
