package dev.holdfast.engine.machine;

import dev.holdfast.engine.machine.Job.Traces;
import java.util.List;
import java.util.Optional;

/// Shell text that starts a request as a job in a session of its own, and the questions to its
/// folder.
///
/// The request's text and input wait in files of the folder, which only the user can enter, and are
/// removed as soon as the job has read them: nothing of them stands in a process list. Time is
/// counted in steps of five seconds, as Ansible does, so that a job of one second that ends the
/// connection first still gets there.
final class JobText {
  private static final String RUN =
      """
      d=$1 n=$2
      s=$(cat "$d/script"; echo .); s=${s%.}; rm -f "$d/script"
      date +%s >"$d/start"
      (umask "$3"; eval "$s") <"$d/input" >"$d/out" 2>"$d/err" & p=$!
      (while [ "$n" -gt 0 ]; do sleep 5; if [ -e "$d/status" ]; then exit; fi; n=$((n - 5)); done
      : >"$d/late"; kill -9 0) &
      wait $p; echo $? >"$d/new"
      date +%s >"$d/end"; rm -f "$d/input"; mv "$d/new" "$d/status"
      """;

  private final Probe.Exists folder;
  private final Probe.Exists late;
  private final Probe.ReadFile start;
  private final Probe.ReadFile end;
  private final Probe.ReadFile status;
  private final Probe.ReadFile out;
  private final Probe.ReadFile err;

  JobText(String directory) {
    this.folder = new Probe.Exists(directory);
    this.late = new Probe.Exists(directory + "/late");
    this.start = new Probe.ReadFile(directory + "/start");
    this.end = new Probe.ReadFile(directory + "/end");
    this.status = new Probe.ReadFile(directory + "/status");
    this.out = new Probe.ReadFile(directory + "/out");
    this.err = new Probe.ReadFile(directory + "/err");
  }

  static String start(String script, String directory, int seconds) {
    String folder = Sh.quote(directory);
    return """
    _u=`umask`; umask 077
    mkdir -p %1$s && cat >%1$s/input && printf %%s %2$s >%1$s/script || exit 1
    if command -v setsid >/dev/null 2>&1; then _s=setsid; else _s=; fi
    $_s /bin/sh -c %3$s holdfast-job %1$s %4$d "$_u" </dev/null >/dev/null 2>&1 &
    exit 0
    """
        .formatted(folder, Sh.quote(script), Sh.quote(RUN), seconds);
  }

  /// The status is asked for first: outputs that are read after it are whole.
  Traces traces(Machine machine) {
    Answers answers = machine.ask(List.of(folder, late, status, start, end, out, err));
    return new Traces(
        answers.exists(folder),
        answers.exists(late),
        number(answers, start),
        number(answers, end),
        number(answers, status).map(Long::intValue),
        answers.content(out).orElse(Bytes.EMPTY),
        answers.content(err).orElse(Bytes.EMPTY));
  }

  private static Optional<Long> number(Answers answers, Probe.ReadFile file) {
    return answers
        .content(file)
        .map(content -> content.text().strip())
        .filter(text -> text.matches("[0-9]+"))
        .map(Long::parseLong);
  }
}
