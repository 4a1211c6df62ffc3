package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Lines;
import dev.holdfast.transport.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A text file that a module reads and writes whole, without the arguments of file writers: what is
/// there keeps its access.
///
/// Text is held byte by byte, as in [TextEdit].
record FileText(String path, Optional<FileStatus> status, Optional<String> bytes) {

  static FileText read(Machine machine, String path) {
    return readAll(machine, path).getFirst();
  }

  /// Several files in one round trip.
  static List<FileText> readAll(Machine machine, String... paths) {
    List<Probe> probes =
        Arrays.stream(paths)
            .<Probe>mapMulti((path, into) -> {
              into.accept(Probe.Stat.of(path));
              into.accept(new Probe.ReadFile(path));
            })
            .toList();
    Answers answers = machine.ask(probes);
    return Arrays.stream(paths).map(path -> of(answers, path)).toList();
  }

  /// From answers to a [Probe.Stat] and a [Probe.ReadFile] of the path.
  static FileText of(Answers answers, String path) {
    return new FileText(
        path,
        answers.stat(Probe.Stat.of(path)),
        answers
            .content(new Probe.ReadFile(path))
            .map(bytes -> new String(bytes.toArray(), StandardCharsets.ISO_8859_1)));
  }

  boolean exists() {
    return bytes.isPresent();
  }

  /// Empty text for no file.
  String text() {
    return bytes.orElse("");
  }

  /// The text as results show it.
  String shown() {
    return TextEdit.shown(text());
  }

  List<String> lines() {
    return Lines.of(text());
  }

  /// Lines with their ends.
  List<String> wholeLines() {
    return Lines.withEnds(text());
  }

  /// The write that puts other text there.
  Step write(String text) {
    return write(text, Step.Access.DEFAULT);
  }

  /// @param fresh the access of a file that is not there yet
  Step write(String text, Step.Access fresh) {
    String target = status.flatMap(FileStatus::link).map(FileStatus.Link::source).orElse(path);
    Step.Access access =
        status
            .filter(found -> !found.isLink())
            .map(found ->
                new Step.Access(
                    Optional.of(found.permissions()),
                    kept(found, 'O', found.uid()),
                    kept(found, 'G', found.gid())))
            .orElse(fresh);
    return new Step.Write(
        target,
        Payload.of(text.getBytes(StandardCharsets.ISO_8859_1)),
        access,
        Optional.empty(),
        false);
  }

  private static Optional<String> kept(FileStatus found, char sign, long id) {
    return found.access().indexOf(sign) >= 0 ? Optional.empty() : Optional.of(Long.toString(id));
  }
}
