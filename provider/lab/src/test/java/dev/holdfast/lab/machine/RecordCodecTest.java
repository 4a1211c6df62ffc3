package dev.holdfast.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Digest;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.MachineException;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.RecordAnswer;
import dev.holdfast.engine.machine.RecordRequest;
import dev.holdfast.engine.machine.StatText;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.transport.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Messages of records, there and back.
class RecordCodecTest {
  /// Contents compare as the codec's own do not.
  private record Same(Bytes bytes) implements Payload {
    static Same of(Payload payload) {
      try (InputStream stream = payload.open()) {
        return new Same(Bytes.of(stream.readAllBytes()));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public long length() {
      return bytes.length();
    }

    @Override
    public InputStream open() throws IOException {
      return bytes.payload().open();
    }
  }

  @Property(tries = 200)
  void aRequestIsTheSameBehindTheWire(@ForAll("requests") RecordRequest request)
      throws IOException {
    RecordRequest.Message message = request.write();
    assertThat(message.text()).doesNotContain("\n").startsWith("{");

    RecordRequest read;
    try (InputStream contents = message.contents().open()) {
      read = RecordRequest.read(message.text(), contents);
      assertThat(contents.read()).isEqualTo(-1);
    }

    assertThat(comparable(read)).isEqualTo(request);
  }

  @Property(tries = 100)
  void anAnswerIsTheSameBehindTheWire(
      @ForAll("outcomes") List<Ran> steps,
      @ForAll boolean complete,
      @ForAll("outcomes") List<Ran> probes)
      throws IOException {
    RecordAnswer answer = new RecordAnswer(steps, complete, probes);
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    answer.write(wire);

    assertThat(RecordAnswer.read(wire.toByteArray())).isEqualTo(answer);
  }

  @Property(tries = 100)
  void halfAMessageIsNone(@ForAll("requests") RecordRequest request) throws IOException {
    RecordRequest.Message message = request.write();
    try (InputStream whole = message.contents().open()) {
      byte[] bytes = whole.readAllBytes();
      if (bytes.length == 0) {
        return;
      }
      ByteArrayInputStream half = new ByteArrayInputStream(bytes, 0, bytes.length - 1);
      assertThatThrownBy(() -> RecordRequest.read(message.text(), half))
          .isInstanceOf(MachineException.class);
    }
  }

  @Property(tries = 100)
  void aStatusIsTheSameAsText(@ForAll("statuses") FileStatus status) {
    Probe.Stat probe = Probe.Stat.of("/folder/name");
    Ran ran = new Ran(0, Ran.Note.NONE, Bytes.of(StatText.of(status)), Bytes.EMPTY);

    assertThat(new Answers(Map.of(probe, ran)).stat(probe)).contains(status);
  }

  private static RecordRequest comparable(RecordRequest request) {
    return new RecordRequest(
        request.steps().stream().map(RecordCodecTest::comparable).toList(),
        request.probes().stream().map(RecordCodecTest::comparable).toList(),
        request.directory(),
        request.environment());
  }

  private static Probe comparable(Probe probe) {
    return probe instanceof Probe.Query(Command command)
        ? new Probe.Query(comparable(command))
        : probe;
  }

  private static Command comparable(Command command) {
    return command.input().map(input -> command.withInput(Same.of(input))).orElse(command);
  }

  private static Step comparable(Step step) {
    return switch (step) {
      case Step.Run(var command, var required) -> new Step.Run(comparable(command), required);
      case Step.GuardedRun(var command, var creates, var removes) ->
          new Step.GuardedRun(comparable(command), creates, removes);
      case Step.RunProgram p ->
          new Step.RunProgram(
              p.name(),
              Same.of(p.content()),
              p.arguments(),
              p.interpreter(),
              p.directory(),
              p.creates(),
              p.removes());
      case Step.Write w ->
          new Step.Write(w.path(), Same.of(w.content()), w.access(), w.validate(), w.unsafe());
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
          step;
    };
  }

  @Provide
  Arbitrary<RecordRequest> requests() {
    return Combinators.combine(
            steps().list().ofMaxSize(4), probes().list().ofMaxSize(4), texts(), variables())
        .as(RecordRequest::new);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings().ofMaxLength(12);
  }

  private static Arbitrary<Boolean> flags() {
    return Arbitraries.of(true, false);
  }

  private static Arbitrary<Map<String, String>> variables() {
    return Arbitraries.maps(Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(4), texts())
        .ofMaxSize(3);
  }

  private static Arbitrary<Payload> contents() {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMaxSize(200)
        .map(bytes -> new Same(Bytes.of(bytes)));
  }

  private static Arbitrary<Command> commands() {
    Arbitrary<Command.Program> programs =
        Arbitraries.oneOf(
            Combinators.combine(texts().list().ofMinSize(1).ofMaxSize(3), flags())
                .as(Command.Program.Argv::new),
            Combinators.combine(texts(), texts()).as(Command.Program.Text::new));
    return Combinators.combine(programs, contents().optional(), texts(), variables())
        .as(Command::new);
  }

  private static Arbitrary<Step.Access> accesses() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 07777).optional(),
            texts().optional(),
            texts().optional())
        .as(Step.Access::new);
  }

  private static Arbitrary<Step> steps() {
    Arbitrary<Optional<List<String>>> validators = texts().list().ofMaxSize(3).optional();
    return Arbitraries.oneOf(
        Combinators.combine(commands(), flags()).as(Step.Run::new),
        Combinators.combine(commands(), texts().optional(), texts().optional())
            .as(Step.GuardedRun::new),
        Combinators.combine(
                texts(),
                contents(),
                texts(),
                texts(),
                texts(),
                texts().optional(),
                texts().optional())
            .as(Step.RunProgram::new),
        Combinators.combine(texts(), contents(), accesses(), validators, flags())
            .as(Step.Write::new),
        Combinators.combine(texts(), texts(), accesses(), validators, flags(), flags())
            .as(Step.Install::new),
        Combinators.combine(texts(), texts()).as(Step.Duplicate::new),
        Combinators.combine(texts(), accesses()).as(Step.MakeDirectory::new),
        Combinators.combine(texts(), texts(), flags()).as(Step.Link::new),
        texts().map(Step.Remove::new),
        Combinators.combine(texts(), texts()).as(Step.Move::new),
        Combinators.combine(texts().list().ofMaxSize(3), accesses()).as(Step.SetAccess::new),
        Combinators.combine(texts(), texts()).as(Step.SetAttributes::new),
        Combinators.combine(texts(), texts()).as(Step.SetContext::new),
        Combinators.combine(texts(), texts().optional(), texts().optional(), flags())
            .as(Step.Touch::new));
  }

  private static Arbitrary<Probe> probes() {
    return Arbitraries.oneOf(
        Combinators.combine(
                texts(), flags(), Arbitraries.of(Digest.values()).optional(), flags(), flags())
            .as(Probe.Stat::new),
        texts().map(Probe.ReadFile::new),
        texts().map(Probe.Exists::new),
        Combinators.combine(texts(), texts()).as(Probe.Glob::new),
        texts().map(Probe.Which::new),
        texts().map(Probe.User::new),
        texts().map(Probe.Group::new),
        texts().map(Probe.Expand::new),
        Arbitraries.just(new Probe.Umask()),
        Combinators.combine(
                texts().list().ofMaxSize(3),
                Arbitraries.integers().between(0, 9).optional(),
                texts().list().ofMaxSize(3),
                flags())
            .as(Probe.Find::new),
        commands().map(Probe.Query::new));
  }

  @Provide
  Arbitrary<List<Ran>> outcomes() {
    Arbitrary<Bytes> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(50).map(Bytes::of);
    return Combinators.combine(
            Arbitraries.integers().between(0, 255), Arbitraries.of(Ran.Note.values()), bytes, bytes)
        .as(Ran::new)
        .list()
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<FileStatus> statuses() {
    Arbitrary<Optional<String>> words =
        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8).optional();
    Arbitrary<BigDecimal> times =
        Arbitraries.longs()
            .between(0, 4_000_000_000_000_000_000L)
            .map(nanos -> BigDecimal.valueOf(nanos, 9));
    Arbitrary<Long> numbers = Arbitraries.longs().between(0, 1L << 40);
    return Combinators.combine(numbers, words, times, words, Arbitraries.of("", "rwE", "rxOEG"))
        .as((number, name, time, version, access) ->
            new FileStatus(
                (int) (0x8000 | (number & 0xfff)),
                number,
                number / 3,
                name,
                name,
                number,
                number / 5,
                64,
                1,
                number & 0xffff,
                number / 7,
                4096,
                time,
                time,
                time,
                access,
                name,
                Optional.empty(),
                version,
                version.map(_ -> "ai"),
                Optional.empty(),
                Optional.empty()));
  }
}
