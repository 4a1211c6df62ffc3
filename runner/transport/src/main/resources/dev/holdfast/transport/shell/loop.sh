# The far end of a persistent shell. It becomes one line of an argument, between single quotes, for
# whatever login shell there is: no single quote, no exclamation mark, every line ends where a blank
# may stand instead of the line's end. Lines that start with # are left out.
#
# Arguments: the text of the greeting, and tty when there is a terminal.
#
# Standard error of tasks is descriptor 9; the loop's own complaints (such as Terminated) go nowhere.
# With a terminal, which has one output only, 9 is a file without a name, read back through 8.
unset TMOUT;
_hf_h=$1; _hf_t=$2; set --;
# The language of su was ours for as long as it asked.
case ${_HF_LC-none} in none) ;; ?*) LC_ALL=$_HF_LC; unset _HF_LC;; *) unset LC_ALL _HF_LC;; esac;
exec 9>&2;
if [ "$_hf_t" = tty ]; then
stty raw -echo;
_hf_p=$(umask 077; mktemp -p /dev/shm 2>/dev/null || mktemp) && exec 9>"$_hf_p" 8<"$_hf_p";
rm -f "$_hf_p";
fi;
exec 2>/dev/null;
trap : INT TERM;
# The end of a line; whether printf is built in; whether head leaves alone what it was not asked for.
_hf_i=$(printf "\n_"; command -v printf; printf "ab\n" | { head -c 1 >/dev/null; read -r _hf_a; echo "$_hf_a"; });
_hf_n=${_hf_i%%_*};
case $_hf_i in "$_hf_n"_printf*) _hf_p=1;; *) _hf_p=0;; esac;
case $_hf_i in *"$_hf_n"b) _hf_p="$_hf_p 1";; *) _hf_p="$_hf_p 0";; esac;
_hf_g=0; _hf_s=0;
[ -r "/proc/$$/stat" ] && read -r _hf_a _hf_a _hf_a _hf_a _hf_g _hf_s _hf_a <"/proc/$$/stat";
# Whether a process holds an output of ours; of one that we may not look into, whether it is of our session.
_hf_c() {
[ -d "/proc/$1" ] || return 1;
if [ -r "/proc/$1/fd" ]; then
for _hf_f in "/proc/$1/fd/"*; do
[ "$_hf_f" -ef "/proc/$$/fd/1" ] && return 0;
[ "$_hf_f" -ef "/proc/$$/fd/9" ] && return 0;
done;
return 1;
fi;
read -r _hf_a _hf_a _hf_a _hf_a _hf_a _hf_q _hf_a <"/proc/$1/stat" && [ "$_hf_q" = "$_hf_s" ];
};
# Reads so many lines into _hf_i; by read alone, which takes no byte too many. In a locale of several bytes
# a character that of bash does take one too many, when a line ends within a character.
_hf_l() {
_hf_i=; _hf_q=$1;
while [ "$_hf_q" -gt 0 ]; do
IFS= LC_ALL=C read -r _hf_a || exit;
_hf_i=$_hf_i$_hf_a$_hf_n;
_hf_q=$((_hf_q - 1));
done;
};
echo "$_hf_h sh $_hf_g $$ $PPID $_hf_p";
[ "$_hf_t" = tty ] || echo "$_hf_h" >&9;
while read -r _hf_m _hf_k _hf_z; do
case $_hf_k in
# Half a script is never run.
b*) _hf_p=$(head -c "${_hf_k#b}");
case $_hf_p in *"$_hf_n$_hf_m") ;; *) exit;; esac;
_hf_p=${_hf_p%"$_hf_n$_hf_m"};;
*) _hf_l "$_hf_k"; _hf_p=$_hf_i;;
esac;
case $_hf_z in
l*) _hf_l "${_hf_z#l}";;
m*) _hf_l "${_hf_z#m}"; _hf_i=${_hf_i%"$_hf_n"};;
esac;
echo "$_hf_m";
# The rest of the channel belongs to the task, and the loop ends with it.
case $_hf_z in d) (eval "$_hf_p") 2>&9 9>&- 8<&-; exit;; esac;
_hf_b=; _hf_e=;
read -r _hf_a _hf_a _hf_a _hf_a _hf_b </proc/loadavg;
case $_hf_z in
0) (eval "$_hf_p") </dev/null 2>&9 9>&- 8<&-;;
[lm]*) printf %s "$_hf_i" | (eval "$_hf_p") 2>&9 9>&- 8<&-;;
# Behind the input stands the mark. Without it the input is not whole, and the task ends before it sees an
# end of input that is none.
*) {
head -c "$_hf_z";
while :; do
IFS= LC_ALL=C read -r _hf_a || { kill -9 0; exit; };
case $_hf_a in *"$_hf_m") break;; esac;
done;
} | {
(eval "$_hf_p") 2>&9 9>&- 8<&-;
_hf_r=$?;
# What the task left unread has to leave the channel.
if [ "$_hf_z" -gt 65536 ]; then cat >/dev/null; else while read -r _hf_a; do :; done; fi;
exit "$_hf_r";
};;
esac;
_hf_r=$?;
read -r _hf_a _hf_a _hf_a _hf_a _hf_e </proc/loadavg;
# Processes numbered since the task began are looked at one by one, unless they are too many.
_hf_x=2;
if [ -n "$_hf_b" ] && [ "$_hf_e" -ge "$_hf_b" ] && [ $((_hf_e - _hf_b)) -le 500 ]; then
_hf_x=0;
while [ "$_hf_b" -lt "$_hf_e" ]; do
_hf_b=$((_hf_b + 1));
_hf_c "$_hf_b" && _hf_x=1;
done;
fi;
echo "$_hf_m $_hf_r $_hf_x";
if [ "$_hf_t" = tty ]; then cat <&8; echo "$_hf_m"; else echo "$_hf_m" >&9; fi;
done
