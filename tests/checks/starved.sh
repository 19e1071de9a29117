# A library that runs out of memory (HarfBuzz, ICU, libdeflate, expat): never a paper of other letters, always one that can be resumed.
. "$TOP/tests/lib.sh"
if nm "$LP" 2>/dev/null | grep -q __asan_init; then ok "built with AddressSanitizer, which allocates by itself"; exit 0; fi
gulf
python3 -B "$TOP/tests/soak/starve.py" "$LP" house starved 60 || bad=1
exit $bad
