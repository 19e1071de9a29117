# What users get for clusters: the manifest by Kubernetes' own schema, the container's packages by what the program is linked with, and the scripts.
. "$TOP/tests/lib.sh"
C=$TOP/samples/cluster
# The schema of Kubernetes as its Python client has it (generated from the OpenAPI of the API server): every field is known, of its type, and
# what is required is there.
cat >schema.py <<'E2'
import sys
import yaml
from kubernetes import client

PLAIN = {"str": str, "int": int, "bool": bool, "object": object}


def check(value, kind, at):
    """What is wrong, a line each."""
    if kind.startswith("list["):
        if not isinstance(value, list):
            return [f"{at}: a list is expected"]
        return [e for i, v in enumerate(value) for e in check(v, kind[5:-1], f"{at}[{i}]")]
    if kind.startswith("dict("):
        if not isinstance(value, dict):
            return [f"{at}: an object is expected"]
        return [e for k, v in value.items() for e in check(v, kind[5:-1].split(", ")[1], f"{at}.{k}")]
    if kind in PLAIN:
        fine = isinstance(value, PLAIN[kind]) and (kind == "bool") == isinstance(value, bool)
        return [] if fine or kind == "object" else [f"{at}: {value!r} is no {kind}"]
    model = getattr(client, kind)
    if not isinstance(value, dict):
        return [f"{at}: an object is expected"]
    names = {v: k for k, v in model.attribute_map.items()}
    wrong = [f"{at}.{k}: there is no such field" for k in value if k not in names]
    for k, v in value.items():
        if k in names:
            wrong += check(v, model.openapi_types[names[k]], f"{at}.{k}")
    try:
        model(**{names[k]: v for k, v in value.items() if k in names})
    except ValueError as e:
        wrong.append(f"{at}: {e}")
    return wrong


with open(sys.argv[1], encoding="utf-8") as f:
    job = yaml.safe_load(f)
wrong = check(job, "V1Job", job.get("kind", "?")) if job.get("apiVersion") == "batch/v1" and job.get("kind") == "Job" else ["this is no Job of batch/v1"]
spec = job.get("spec", {})
env = {e["name"]: e.get("value") for e in spec["template"]["spec"]["containers"][0].get("env", [])}
if spec.get("completionMode") != "Indexed" or env.get("SHARD_COUNT") != str(spec.get("completions")):
    wrong.append("SHARD_COUNT is not completions of an Indexed Job")
print("\n".join(wrong))
E2
/usr/bin/python3 schema.py "$C/job.yaml" | empty "job.yaml is a Job as Kubernetes knows it"
for spoilt in 's/completionMode/completionMod/' 's/parallelism: 16/parallelism: many/' 's/mountPath:/path:/' 's/completions: 64/completions: 65/' 's/- name: part/- nam: part/' 's,batch/v1,batch/v2,'; do
	sed "$spoilt" "$C/job.yaml" >spoilt.yaml
	[ -n "$(/usr/bin/python3 schema.py spoilt.yaml 2>&1)" ] && ! cmp -s spoilt.yaml "$C/job.yaml"
	verdict $? "$spoilt is seen"
done
# The libraries of the program, by Debian's packages, but those that every Debian has: what it is
# linked with, and what it loads when it is first called (gen/late/).
needed() {
	{ readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'; sed 's/.*"\(.*\)"/\1/' "$B/gen/late/late_names.inc"; } | while read -r so; do
		at=$({ ldd "$1"; /sbin/ldconfig -p; } | awk -v so="$so" '$1 == so { for (i = 2; i < NF; i++) if ($i == "=>") { print $(i + 1); exit } }')
		{ dpkg-query -S "$at" || dpkg-query -S "/usr$at" || dpkg-query -S "${at#/usr}"; } 2>/dev/null | head -n 1 | cut -d: -f1
	done | grep -vx libc6 | sort -u
}
# a build that watches memory is linked with more
needed "$LP" | grep -vE '^lib(asan|ubsan|gcc)' >program.packages
sed -n '2,$s/^\t\(lib[^ ]*\|zlib1g\) \\$/\1/p' "$C/Containerfile" | sort -u >image.packages
[ "$(wc -l <program.packages)" -gt 15 ]
verdict $? "the program wants $(wc -l <program.packages) packages"
diff program.packages image.packages | empty "which are those of the Containerfile"
# The scripts: what they name is there, and they say how they are called.
for s in "$C"/*.slurm "$C"/*.sh; do sh -n "$s"; verdict $? "$(basename "$s") reads"; done
for s in ledgerpress.slurm submit.sh; do
	said=$(sh "$C/$s" 2>&1)
	is "$s says how it is called" "$? $(echo "$said" | grep -c '^usage')" "64 1"
done
is "the README shows the script as it is" "$(sed -n '/^#SBATCH/p' "$C/ledgerpress.slurm" | while read -r l; do grep -cF -e "$l" "$TOP/README.md"; done | sort -u)" 1
# A part by Kubernetes' words, an array of AWS, and nobody's.
gulf
"$LP" -q -C house make STMT --as-of 2026-11-01 --freeze ../frozen >said 2>&1
mkdir bin && ln -s "$LP" bin/ledgerpress
PATH=$PWD/bin:$PATH
export PATH LEDGERPRESS_SHARE="$TOP"
JOB_COMPLETION_INDEX=0 SHARD_COUNT=2 sh "$C/ledgerpress.slurm" frozen parts STMT --as-of 2026-11-01 >said 2>&1
verdict $? "part 0 of an Indexed Job"
AWS_BATCH_JOB_ARRAY_INDEX=1 AWS_BATCH_JOB_ARRAY_SIZE=2 sh "$C/ledgerpress.slurm" frozen parts STMT --as-of 2026-11-01 >said 2>&1
verdict $? "part 1 of an array of AWS Batch"
JOB_COMPLETION_INDEX=0 SHARD_COUNT=2 sh "$C/ledgerpress.slurm" frozen parts STMT --as-of 2026-11-01 >said 2>&1
is "part 0 again" "$? $(cat said)" "0 part 0 is there already"
sh "$C/ledgerpress.slurm" frozen parts STMT --as-of 2026-11-01 >said 2>&1
[ $? -ne 0 ] && grep -q 'no scheduler' said
verdict $? "without a scheduler it says so"
"$LP" -q -C house merge "$PWD"/parts/*/ledger.db >said 2>&1
is "both are merged" "$? $(sqlite3 house/ledger.db "SELECT state, count(*) FROM paper GROUP BY 1")" "0 made|85"
exit $bad
