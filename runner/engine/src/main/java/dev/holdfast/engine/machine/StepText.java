package dev.holdfast.engine.machine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Shell text of steps. Modes are set by the creation mask where that is possible, which saves a
/// process.
final class StepText {
  private final Inputs inputs;
  private final String nonce;

  StepText(Inputs inputs, String nonce) {
    this.inputs = inputs;
    this.nonce = nonce;
  }

  String of(Step step) {
    return switch (step) {
      case Step.Run(Command command, boolean _) -> CommandText.within(command, inputs);
      case Step.GuardedRun run ->
          run.command().input().map(inputs::pipe).orElse("")
              + "("
              + CommandText.replacing(run.command(), run.creates(), run.removes())
              + ")";
      case Step.RunProgram program -> program(program);
      case Step.Write write ->
          replace(
              write.path(),
              inputs.into(write.content(), "\"$_t\""),
              write.access(),
              write.validate(),
              write.unsafe());
      case Step.Install install -> install(install);
      case Step.Duplicate(String source, String path) -> duplicate(source, path);
      case Step.MakeDirectory(String path, Step.Access access) -> makeDirectory(path, access);
      case Step.Link(String target, String path, boolean symbolic) ->
          "ln " + (symbolic ? "-sfn" : "-f") + " -- " + Sh.quote(List.of(target, path));
      case Step.Remove(String path) -> "rm -rf -- " + Sh.quote(path);
      case Step.Move(String source, String path) -> "mv -f -- " + Sh.quote(List.of(source, path));
      case Step.SetAccess(List<String> paths, Step.Access access) ->
          access(access, Sh.quote(paths));
      case Step.SetAttributes(String path, String flags) ->
          "chattr " + Sh.quote(List.of(flags, path));
      case Step.SetContext(String path, String context) ->
          "chcon -h -- " + Sh.quote(List.of(context, path));
      case Step.Touch touch -> touch(touch);
    };
  }

  private String replace(
      String path,
      String content,
      Step.Access access,
      Optional<List<String>> validate,
      boolean unsafe) {
    Step.Access later =
        access.mode().filter(StepText::masked).isPresent() ? modeless(access) : access;
    StringBuilder text = new StringBuilder();
    text.append("_p=").append(Sh.quote(path)).append("\n_t=").append(Sh.quote(temporary(path)));
    text.append("\nif [ -d \"$_p\" ]; then _q 21; elif (").append(mask(access.mode()));
    text.append(content).append(")");
    if (!later.isDefault()) {
      text.append(" && ").append(access(later, "\"$_t\""));
    }
    validate.ifPresent(words ->
        text.append(" && { ")
            .append(Sh.withFile(words, "_t"))
            .append(" || { _e=$?; _o=VALIDATION; _q $_e; }; }"));
    text.append(" && ");
    String rename = "mv -f -- \"$_t\" \"$_p\"";
    text.append(
        unsafe
            ? "{ " + rename + " 2>/dev/null || { cat <\"$_t\" >\"$_p\" && rm -f -- \"$_t\"; }; }"
            : rename);
    return text.append("; then :; else _e=$?; rm -f -- \"$_t\"; _q $_e; fi").toString();
  }

  /// The name cannot be guessed and an existing file is never written to.
  private String program(Step.RunProgram program) {
    String name = Sh.quote(".holdfast-" + nonce + "-" + program.name());
    return """
    (%1$sfor _t in "${TMPDIR:-/tmp}" "$HOME"; do _t=$_t/%2$s
    (umask 077; set -C; %3$s) 2>/dev/null && chmod 0700 "$_t" && break; done
    if [ ! -x "$_t" ]; then rm -f "$_t"; _o=PROGRAM; _s 13; exit; fi
    (unset _e _f _g _n _o; %4$s "$_t" %5$s) </dev/null; _e=$?; rm -f "$_t"; exit $_e)\
    """
        .formatted(
            CommandText.before(program.directory(), program.creates(), program.removes()),
            name,
            inputs.into(program.content(), "\"$_t\""),
            program.interpreter(),
            program.arguments());
  }

  private String install(Step.Install install) {
    String content = "exec cat <" + Sh.quote(install.source()) + " >\"$_t\"";
    String text =
        replace(install.path(), content, install.access(), install.validate(), install.unsafe());
    return install.move() ? "{ " + text + "; } && rm -f -- " + Sh.quote(install.source()) : text;
  }

  /// Half a copy where nothing was before is taken away again.
  private static String duplicate(String source, String path) {
    return """
    _r=; if [ -e %2$s ]; then _r=kept; fi
    if [ -d %1$s ]; then cp -pR -- %1$s %2$s; else cp -p -- %1$s %2$s; fi || {
    _e=$?; [ -n "$_r" ] || rm -rf -- %2$s; _q $_e; }\
    """
        .formatted(Sh.quote(source), Sh.quote(path));
  }

  /// The missing directories are collected first, so that all of them get the access.
  private static String makeDirectory(String path, Step.Access access) {
    boolean whole =
        access.mode().map(mode -> (mode & ~0777) == 0 && (mode & 0300) == 0300).orElse(true);
    Step.Access later = whole ? modeless(access) : access;
    String make = "(" + mask(access.mode()) + "exec mkdir -p -- \"$_p\")";
    if (later.isDefault()) {
      return "_p=" + Sh.quote(path) + "\n" + make;
    }
    return """
    _p=%s; _r=$_p; set --
    while [ ! -d "$_r" ]; do set -- "$_r" "$@"
    case $_r in */*) _r=${_r%%/*}; [ -n "$_r" ] || _r=/;; *) break;; esac; done
    %s && %s\
    """
        .formatted(Sh.quote(path), make, access(later, "\"$@\""));
  }

  private static String touch(Step.Touch touch) {
    String path = Sh.quote(touch.path());
    String create = touch.create() ? "if [ ! -e %1$s ]; then : >>%1$s; fi && ".formatted(path) : "";
    if (touch.accessed().isEmpty() && touch.modified().isEmpty()) {
      return "touch " + (touch.create() ? "" : "-c ") + "-- " + path;
    }
    String accessed = touch.accessed().map(time -> set("-a", time, path)).orElse(":");
    String modified = touch.modified().map(time -> set("-m", time, path)).orElse(":");
    return create + accessed + " && " + modified;
  }

  /// BusyBox takes no fractions of a second.
  private static String set(String which, String time, String path) {
    String whole = time.replaceFirst("\\..*", "");
    return "{ touch -c %1$s -d @%2$s -- %4$s 2>/dev/null || touch -c %1$s -d @%3$s -- %4$s; }"
        .formatted(which, time, whole, path);
  }

  /// Owner first: changing it takes the set-user-id bits away.
  private static String access(Step.Access access, String words) {
    String owner = access.owner().orElse("") + access.group().map(group -> ":" + group).orElse("");
    String chown = owner.isEmpty() ? "" : "chown -h -- " + Sh.quote(owner) + " " + words;
    String chmod =
        access
            .mode()
            .map(mode -> String.format(Locale.ROOT, "chmod %05o -- %s", mode, words))
            .orElse("");
    return chown.isEmpty() || chmod.isEmpty()
        ? (chown + chmod).isEmpty() ? ":" : chown + chmod
        : chown + " && " + chmod;
  }

  private static Step.Access modeless(Step.Access access) {
    return new Step.Access(Optional.empty(), access.owner(), access.group());
  }

  /// Whether a new file gets exactly this mode from the creation mask.
  private static boolean masked(int mode) {
    return (mode & ~0666) == 0;
  }

  private static String mask(Optional<Integer> mode) {
    return mode.map(bits -> String.format(Locale.ROOT, "umask %04o; ", 0777 & ~bits)).orElse("");
  }

  /// A name beside the file, on the same file system.
  private String temporary(String path) {
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    String shortened = name.length() > 100 ? name.substring(0, 100) : name;
    return path.substring(0, slash + 1) + ".holdfast-" + nonce.substring(0, 8) + shortened;
  }
}
