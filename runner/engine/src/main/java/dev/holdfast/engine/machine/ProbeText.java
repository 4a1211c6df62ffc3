package dev.holdfast.engine.machine;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Shell text of probes: as few processes as can be, built-ins for the rest.
final class ProbeText {
  private ProbeText() {}

  static String of(Probe probe, Inputs inputs) {
    return switch (probe) {
      case Probe.Stat stat -> stat(stat);
      case Probe.ReadFile(String path) -> readFile(path);
      case Probe.Exists(String path) -> "[ -e " + Sh.quote(path) + " ]";
      case Probe.Glob(String directory, String pattern) -> glob(directory, pattern);
      case Probe.Which(String program) -> which(program);
      case Probe.User(String name) -> entry("passwd", name);
      case Probe.Group(String name) -> entry("group", name);
      case Probe.Expand(String text) -> "printf %s " + Sh.expanding(text);
      case Probe.Umask() -> "umask";
      case Probe.Find find -> find(find);
      case Probe.Query(Command command) -> CommandText.within(command, inputs);
    };
  }

  private static String stat(Probe.Stat stat) {
    String there = stat.follow() ? "[ -e \"$_p\" ]" : "{ [ -e \"$_p\" ] || [ -L \"$_p\" ]; }";
    StringBuilder text = new StringBuilder();
    text.append("_p=").append(Sh.quote(stat.path())).append("\nif ").append(there);
    text.append(" && stat ").append(stat.follow() ? "-L " : "");
    text.append("-c '").append(StatReader.FORMAT).append("' -- \"$_p\"; then\n");
    text.append(
        """
        _r=; [ -r "$_p" ] && _r=r; [ -w "$_p" ] && _r=${_r}w; [ -x "$_p" ] && _r=${_r}x
        [ -O "$_p" ] && _r=${_r}O; [ -e "$_p" ] && _r=${_r}E; [ -G "$_p" ] && _r=${_r}G
        echo "A$_r"
        """);
    stat.digest().ifPresent(digest -> text.append(digest(digest, stat.follow())));
    if (stat.mime()) {
      text.append(MIME);
    }
    if (stat.attributes()) {
      text.append(
          // Overlay file systems tell the flags, but no version.
          "if command -v lsattr >/dev/null; then printf T; lsattr -vd \"$_p\" 2>/dev/null ||"
              + " { printf '? '; lsattr -d \"$_p\" 2>/dev/null || echo; }; fi\n");
    }
    text.append("[ -e /sys/fs/selinux/enforce ] && stat -c Z%C -- \"$_p\"\n");
    if (!stat.follow()) {
      text.append(LINK);
    }
    return text.append(":; fi").toString();
  }

  private static final String MIME =
      """
      if command -v file >/dev/null; then printf M
      file --brief --mime-type --mime-encoding -- "$_p" || echo; fi
      """;

  /// The last line has no letter, so that it is never taken for one of the link's.
  private static final String LINK =
      """
      if [ -L "$_p" ]; then printf L; readlink -- "$_p"; printf R; readlink -f -- "$_p"; fi
      """;

  private static String digest(Digest digest, boolean follow) {
    return (follow ? "if" : "if [ ! -L \"$_p\" ] &&")
        + " [ -f \"$_p\" ] && [ -r \"$_p\" ]; then printf H; "
        + digest.program()
        + " <\"$_p\"; fi\n";
  }

  private static String readFile(String path) {
    return """
    _p=%s
    if [ ! -e "$_p" ]; then _d=$_p
    until [ -e "$_d" ]; do case $_d in ?*/*) _d=${_d%%/*};; /*) _d=/;; *) _d=.;; esac; done
    if [ ! -d "$_d" ]; then _q 20; elif [ ! -x "$_d" ]; then _q 13; else _q 2; fi
    elif [ -d "$_p" ]; then _q 21; elif [ ! -r "$_p" ]; then _q 13
    else cat -- "$_p"; fi\
    """
        .formatted(Sh.quote(path));
  }

  private static String glob(String directory, String pattern) {
    String loop =
        "for _g in %s; do if [ -e \"$_g\" ] || [ -L \"$_g\" ]; then printf '%%s\\0' \"$_g\"; fi; done"
            .formatted(Sh.pattern(pattern));
    return directory.isEmpty() ? loop : "(cd " + Sh.quote(directory) + " && " + loop + ")";
  }

  /// A loop of built-ins: BusyBox' `command -v` does not say where its own programs are.
  private static String which(String program) {
    return """
    _p=%s; _r=1; case $_p in */*) [ -x "$_p" ] && { printf '%%s\\n' "$_p"; _r=0; };; *)
    _l=$PATH:/usr/local/sbin:/usr/sbin:/sbin; IFS=:; for _d in $_l; do
    if [ -f "${_d:-.}/$_p" ] && [ -x "${_d:-.}/$_p" ]; then
    printf '%%s\\n' "${_d:-.}/$_p"; _r=0; break; fi; done; unset IFS;; esac; _q $_r\
    """
        .formatted(Sh.quote(program));
  }

  /// Systems without `getent` have only the files, which the shell reads itself.
  private static String entry(String database, String key) {
    return """
    if command -v getent >/dev/null; then getent %1$s -- %2$s
    else while IFS= read -r _l; do case $_l in %2$s:*) printf '%%s\\n' "$_l"; break;; \
    *:*:%2$s:*) _i=${_l#*:*:}; [ "${_i%%%%:*}" = %2$s ] && { printf '%%s\\n' "$_l"; break; };; \
    esac; done </etc/%1$s; fi\
    """
        .formatted(database, Sh.quote(key));
  }

  private static String find(Probe.Find find) {
    String depth =
        find.maximum().map(max -> String.format(Locale.ROOT, " -maxdepth %d", max)).orElse("");
    String criteria = find.criteria().isEmpty() ? "" : " \\( " + criteria(find.criteria()) + " \\)";
    return "for _p in %s; do [ -e \"$_p\" ] && find %s\"$_p\"%s%s -exec stat %s-c '%s|%%n' -- {} +; done"
        .formatted(
            Sh.quote(find.paths().stream().map(ProbeText::operand).toList()),
            find.follow() ? "-L " : "",
            depth,
            criteria,
            find.follow() ? "-L " : "",
            StatReader.FORMAT);
  }

  private static String criteria(List<String> words) {
    return words.stream().map(Sh::quote).collect(Collectors.joining(" "));
  }

  /// A path that no program takes for an option.
  private static String operand(String path) {
    return path.startsWith("-") ? "./" + path : path;
  }
}
