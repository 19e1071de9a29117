#!/bin/sh
# A run on many machines by Slurm: submit.sh HOUSE FOLDER PARTS WORD…
#
#   submit.sh /srv/north /scratch/north-2026-11 64 --as-of 2026-11-01 STMT
#
# Plans and numbers once (FOLDER/frozen), makes PARTS parts by an array job (FOLDER/parts), merges them into HOUSE, and waits for the end of it;
# the exit code is merge's. HOUSE and FOLDER are on disks that every machine sees. A part that has died is made by the same array job again:
# sbatch --array=17 ledgerpress.slurm … with the words that this prints, then ledgerpress merge.
set -eu
[ $# -ge 5 ] || { echo "usage: submit.sh HOUSE FOLDER PARTS WORD…" >&2; exit 64; }
house=$1 folder=$2 parts=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)
ledgerpress -C "$house" make "$@" --freeze "$folder/frozen"
set -- "$here/ledgerpress.slurm" "$folder/frozen" "$folder/parts" "$@"
echo "sbatch --array=0-$((parts - 1)) $*"
array=$(sbatch --parsable --array="0-$((parts - 1))" --output="$folder/part-%a.log" "$@")
# afterany: merge names what is missing
sbatch --wait --dependency="afterany:$array" --output="$folder/merge.log" --wrap \
	"ledgerpress -C '$house' merge --merged '$folder'/parts/*/ledger.db"
