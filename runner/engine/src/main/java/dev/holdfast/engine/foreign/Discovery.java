package dev.holdfast.engine.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a Python was found on a machine, and what is to be said of it.
///
/// Source: `ansible/executor/interpreter_discovery.py` and the table of distributions in
/// `ansible/config/base.yml`.
///
/// @param how why it was chosen
/// @param distribution name and version, as far as the machine tells
/// @param expected what its distribution means to be used
/// @param chosen what is used
record Discovery(How how, String distribution, String expected, String chosen) {
  /// Why a Python was chosen.
  enum How {
    /// The distribution says so.
    PLATFORM,
    /// What the distribution says is not there.
    MISSING,
    /// An older Python is kept for now.
    LEGACY,
    /// Nothing is known of the distribution: the first.
    FIRST,
    /// There is none.
    NOTHING
  }

  static final String MARK = "HOLDFAST-INTERPRETER";

  /// Chooses among the paths in `$_l` by the mode in `$_m`. Families are told apart as Ansible's
  /// table does it; the newest entry that is not newer than the machine counts.
  static final String CHOICE =
      """
      _o=`. /etc/os-release 2>/dev/null; echo "$ID:${VERSION_ID%%.*}:$NAME $VERSION_ID"`
      _d=${_o%%:*} _v=${_o#*:} _n=${_v#*:} _v=${_v%%:*} _p=
      case $_v in ''|*[!0-9]*) _v=0;; esac
      case $_d in
      rhel|redhat|centos|almalinux|rocky|ol|oracle|amzn|scientific|virtuozzo|cloudlinux|eurolinux)
      if [ $_v -ge 9 ]; then _p=/usr/bin/python3
      elif [ $_v -ge 8 ]; then _p=/usr/libexec/platform-python; else _p=/usr/bin/python; fi;;
      debian|raspbian|kali) if [ $_v -ge 10 ]; then _p=/usr/bin/python3; else _p=/usr/bin/python; fi;;
      fedora) _p=/usr/bin/python3;;
      ubuntu) if [ $_v -ge 16 ]; then _p=/usr/bin/python3; else _p=/usr/bin/python; fi;;
      esac
      set -- $_l; _i=${1-} _h=FIRST
      if [ -z "$_i" ]; then _h=NOTHING
      elif [ -n "$_p" ]; then _h=MISSING
      case "$_l " in *" $_p "*) _h=PLATFORM _i=$_p;; esac
      if [ $_m = auto_legacy ] && [ $_p != /usr/bin/python ]; then
      case "$_l " in *" /usr/bin/python "*) _h=LEGACY _i=/usr/bin/python;; esac; fi; fi
      echo "HOLDFAST-INTERPRETER $_h $_i ${_p:-?} $_n"
      if [ $_h = NOTHING ]; then exit 127; fi
      """;

  /// Reads the line.
  static Optional<Discovery> of(String line) {
    if (!line.startsWith(MARK + " ")) {
      return Optional.empty();
    }
    String[] words = line.split(" ", 5);
    return Optional.of(
        new Discovery(How.valueOf(words[1]), words.length > 4 ? words[4] : "", words[3], words[2]));
  }

  /// What Ansible warns of.
  List<String> warnings(String host) {
    List<String> warnings = new ArrayList<>();
    switch (how) {
      case MISSING ->
          warnings.add(
              "Distribution %s on host %s should use %s, but is using %s, since the discovered platform python interpreter was not present. See %s for more information."
                  .formatted(
                      distribution.toLowerCase(java.util.Locale.ROOT),
                      host,
                      expected,
                      chosen,
                      PAGE));
      case LEGACY ->
          warnings.add(
              "Distribution %s on host %s should use %s, but is using /usr/bin/python for backward compatibility with prior Ansible releases. See %s for more information"
                  .formatted(
                      distribution.toLowerCase(java.util.Locale.ROOT), host, expected, PAGE));
      case FIRST ->
          warnings.add(
              "Platform linux on host %s is using the discovered Python interpreter at %s, but future installation of another Python interpreter could change the meaning of that path. See %s for more information."
                  .formatted(host, chosen, PAGE));
      case PLATFORM, NOTHING -> {}
    }
    return warnings;
  }

  private static final String PAGE =
      "https://docs.ansible.com/ansible-core/2.14/reference_appendices/interpreter_discovery.html";
}
