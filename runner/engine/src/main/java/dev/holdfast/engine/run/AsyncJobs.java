package dev.holdfast.engine.run;

import dev.holdfast.engine.action.ActionContext;
import dev.holdfast.engine.machine.Job;
import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Str;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/// The asynchronous jobs of a run. A module that is one command becomes a job on its machine, which
/// outlives connection and run; any other runs here beside the play, and the run ends when it has.
final class AsyncJobs {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  private final Workers workers;
  private final Map<String, Started> jobs = new ConcurrentHashMap<>();

  AsyncJobs(Workers workers) {
    this.workers = workers;
  }

  private sealed interface Started {
    /// @param result the module's result from how its command ended
    record There(Job job, Function<Ran, DictValue> result) implements Started {}

    record Here(CompletableFuture<DictValue> result, Instant end) implements Started {}
  }

  /// A name as Ansible's jobs have them.
  private static String name() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "j%012d.%d"
        .formatted(random.nextLong(1_000_000_000_000L), random.nextInt(1000, 1_000_000));
  }

  /// Starts a command as a job on its machine.
  ///
  /// @param folder the folder for all jobs, absolute
  /// @param result the module's result from how the command ended
  String onMachine(
      Machine machine,
      Step.GuardedRun command,
      String folder,
      int seconds,
      Function<Ran, DictValue> result) {
    String id = name();
    jobs.put(id, new Started.There(machine.start(command, folder + "/" + id, seconds), result));
    return id;
  }

  /// Starts work beside the play.
  String beside(int seconds, Supplier<DictValue> work) {
    String id = name();
    CompletableFuture<DictValue> result = new CompletableFuture<>();
    jobs.put(id, new Started.Here(result, Instant.now().plusSeconds(seconds)));
    workers.beside(() -> {
      try {
        result.complete(work.get());
      } catch (RuntimeException failure) {
        result.completeExceptionally(failure);
        throw failure;
      }
    });
    return id;
  }

  /// The jobs as a task on their machine sees them.
  ///
  /// @param machine the machine when it is needed
  ActionContext.Jobs of(Supplier<Machine> machine, Supplier<String> folder) {
    return new OnMachine(machine, folder);
  }

  /// Waits for the jobs that run here, each as long as it was given.
  void finish() throws InterruptedException {
    for (Started job : jobs.values()) {
      if (job instanceof Started.Here(var result, var end)) {
        try {
          long left = Math.max(0, Duration.between(Instant.now(), end).toMillis());
          result.get(left, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException over) {
          // Nobody asked for its result.
          result.cancel(true);
        }
      }
    }
  }

  private final class OnMachine implements ActionContext.Jobs {
    private final Supplier<Machine> machine;
    private final Supplier<String> folder;

    OnMachine(Supplier<Machine> machine, Supplier<String> folder) {
      this.machine = machine;
      this.folder = folder;
    }

    @Override
    public String file(String id) {
      return folder.get() + "/" + id;
    }

    @Override
    public Optional<DictValue> state(String id) {
      return switch (jobs.get(id)) {
        case Started.Here(var result, var end) -> Optional.of(here(result, end));
        case Started.There(var job, var result) -> there(file(id), job::ran, result);
        case null -> there(file(id), AsyncJobs::plain, AsyncJobs::plainResult);
      };
    }

    private DictValue here(CompletableFuture<DictValue> result, Instant end) {
      if (result.isDone()) {
        return ended(result.resultNow());
      }
      return Instant.now().isAfter(end) ? tooLate() : running();
    }

    private Optional<DictValue> there(
        String path, Function<Job.Traces, Ran> read, Function<Ran, DictValue> result) {
      Job.Traces traces = machine.get().traces(path);
      if (!traces.there()) {
        return Optional.empty();
      }
      if (traces.status().isEmpty()) {
        return Optional.of(traces.late() ? tooLate() : running());
      }
      DictValue values = result.apply(read.apply(traces));
      traces
          .started()
          .ifPresent(start -> traces.ended().ifPresent(end -> time(values, start, end)));
      return Optional.of(ended(values));
    }

    @Override
    public void erase(String id) {
      jobs.remove(id);
      machine.get().apply(new Step.Remove(file(id)));
    }
  }

  private static void time(DictValue values, long start, long end) {
    if (values.get("delta").isEmpty()) {
      return;
    }
    values.put("start", Str.unsafe(TIME.format(Instant.ofEpochSecond(start).atZone(ZONE))));
    values.put("end", Str.unsafe(TIME.format(Instant.ofEpochSecond(end).atZone(ZONE))));
    Duration took = Duration.ofSeconds(end - start);
    values.put(
        "delta",
        Str.unsafe(
            "%d:%02d:%02d.000000"
                .formatted(took.toHours(), took.toMinutesPart(), took.toSecondsPart())));
  }

  private static final ZoneId ZONE = ZoneId.systemDefault();

  /// How the command of another run's job ended.
  private static Ran plain(Job.Traces traces) {
    return new Ran(traces.status().orElseThrow(), Ran.Note.NONE, traces.out(), traces.err());
  }

  private static DictValue plainResult(Ran ran) {
    DictValue values = new DictValue();
    values.put("rc", Int.of(ran.status()));
    values.put("stdout", Str.unsafe(ran.text().stripTrailing()));
    values.put("stderr", Str.unsafe(ran.errors().stripTrailing()));
    values.put("changed", Bool.TRUE);
    values.put("delta", Str.unsafe(""));
    if (ran.status() != 0) {
      values.put("failed", Bool.TRUE);
      values.put("msg", Str.unsafe("non-zero return code"));
    }
    return values;
  }

  private static DictValue running() {
    DictValue values = new DictValue();
    values.put("started", Int.of(1));
    values.put("finished", Int.of(0));
    return values;
  }

  private static DictValue ended(DictValue values) {
    DictValue all = DictValue.copyOf(values);
    all.put("started", Int.of(1));
    all.put("finished", Int.of(1));
    return all;
  }

  private static DictValue tooLate() {
    DictValue values = ended(new DictValue());
    values.put("failed", Bool.TRUE);
    values.put("msg", Str.unsafe("the job was ended because its time was over"));
    return values;
  }
}
