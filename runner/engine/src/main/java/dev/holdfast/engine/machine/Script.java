package dev.holdfast.engine.machine;

import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Steps and probes as one piece of shell text, and its answer taken apart again.
///
/// After each item both outputs carry a line with a random word that nothing else prints; the one
/// on standard output has the item's status too. A lone command replaces the shell and needs no
/// marks at all, unless it could not be started.
final class Script {
  private static final String PRELUDE =
      """
      _n=%s _o=
      _q() { return "$1"; }
      _s() { echo; echo "$_n $1 $_o"; echo "$_n" >&2; _o=; return "$1"; }
      """;

  private final String nonce;
  private final List<Step> steps;
  private final List<Probe> probes;
  private final boolean alone;
  private final String text;
  private final Payload payload;

  Script(String nonce, List<Step> steps, List<Probe> probes) {
    this.nonce = nonce;
    this.steps = steps;
    this.probes = probes.stream().distinct().toList();
    this.alone =
        probes.isEmpty() && steps.size() == 1 && steps.getFirst() instanceof Step.GuardedRun;
    Inputs inputs = new Inputs(steps.stream().filter(Script::hasInput).count());
    this.text = PRELUDE.formatted(nonce) + (alone ? lone(inputs) : batch(inputs));
    this.payload = inputs.payload();
  }

  String text() {
    return text;
  }

  Payload payload() {
    return payload;
  }

  private String lone(Inputs inputs) {
    Step.GuardedRun run = (Step.GuardedRun) steps.getFirst();
    run.command().input().ifPresent(inputs::pipe);
    return CommandText.replacing(run.command(), run.creates(), run.removes());
  }

  private String batch(Inputs inputs) {
    StepText renderer = new StepText(inputs, nonce);
    StringBuilder body = new StringBuilder();
    if (!steps.isEmpty()) {
      body.append("while :; do\n");
      for (Step step : steps) {
        body.append(renderer.of(step))
            .append("\n_s $? ")
            .append(tolerant(step) ? "|| :" : "|| break");
        body.append('\n');
      }
      body.append("break; done\n");
    }
    for (Probe probe : probes) {
      body.append(ProbeText.of(probe, inputs)).append("\n_s $?\n");
    }
    return body.append("exit 0").toString();
  }

  private static boolean tolerant(Step step) {
    return (step instanceof Step.Run run && !run.required())
        || step instanceof Step.GuardedRun
        || step instanceof Step.RunProgram;
  }

  private static boolean hasInput(Step step) {
    return switch (step) {
      case Step.Run run -> run.command().input().isPresent();
      case Step.GuardedRun run -> run.command().input().isPresent();
      case Step.RunProgram _, Step.Write _ -> true;
      case Step.Install _,
          Step.Duplicate _,
          Step.MakeDirectory _,
          Step.Link _,
          Step.Remove _,
          Step.Move _,
          Step.SetAccess _,
          Step.SetAttributes _,
          Step.SetContext _,
          Step.Touch _ ->
          false;
    };
  }

  Outcomes read(Answer answer) {
    List<Ran> all = sections(answer);
    if (alone) {
      Ran ran =
          all.isEmpty()
              ? new Ran(
                  answer.status(),
                  Ran.Note.NONE,
                  Bytes.of(answer.stdout()),
                  Bytes.of(answer.stderr()))
              : all.getFirst();
      return new Outcomes(List.of(ran), true, new Answers(Map.of()));
    }
    int tried = all.size() - probes.size();
    if (tried < Math.min(1, steps.size())) {
      throw new MachineException(
          MachineException.Reason.BROKEN_ANSWER,
          "Unable to read the machine's answer: status %d, %s"
              .formatted(answer.status(), answer.errors().replace(nonce, "").strip()));
    }
    List<Ran> ran = all.subList(0, tried);
    boolean complete =
        tried == steps.size() && (tried == 0 || ran.getLast().ok() || tolerant(steps.getLast()));
    Map<Probe, Ran> answers = new LinkedHashMap<>();
    for (int i = 0; i < probes.size(); i++) {
      answers.put(probes.get(i), all.get(tried + i));
    }
    return new Outcomes(ran, complete, new Answers(answers));
  }

  private List<Ran> sections(Answer answer) {
    byte[] mark = nonce.getBytes(StandardCharsets.UTF_8);
    byte[] out = answer.stdout();
    byte[] err = answer.stderr();
    List<Ran> all = new ArrayList<>();
    int outFrom = 0;
    int errFrom = 0;
    int outAt;
    while ((outAt = find(out, mark, outFrom)) >= 0) {
      int lineEnd = find(out, new byte[] {'\n'}, outAt);
      String line =
          new String(
              out,
              outAt + mark.length + 1,
              Math.max(0, lineEnd - outAt - mark.length - 1),
              StandardCharsets.UTF_8);
      int errAt = Math.max(find(err, mark, errFrom), errFrom);
      all.add(
          ran(line, Bytes.between(out, outFrom, outAt - 1), Bytes.between(err, errFrom, errAt)));
      outFrom = lineEnd + 1;
      errFrom = Math.min(err.length, errAt + mark.length + 1);
    }
    return all;
  }

  private static Ran ran(String line, Bytes out, Bytes err) {
    int space = line.indexOf(' ');
    String note = line.substring(space + 1);
    return new Ran(
        Integer.parseInt(line.substring(0, space)),
        note.isEmpty() ? Ran.Note.NONE : Ran.Note.valueOf(note),
        out,
        err);
  }

  private static int find(byte[] text, byte[] mark, int from) {
    for (int i = from; i <= text.length - mark.length; i++) {
      int j = 0;
      while (j < mark.length && text[i + j] == mark[j]) {
        j++;
      }
      if (j == mark.length) {
        return i;
      }
    }
    return -1;
  }
}
