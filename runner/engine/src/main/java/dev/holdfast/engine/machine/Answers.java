package dev.holdfast.engine.machine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a machine answered to probes, read as records.
public final class Answers {
  private final Map<Probe, Ran> answers;

  public Answers(Map<Probe, Ran> answers) {
    this.answers = Map.copyOf(answers);
  }

  /// How the question itself ended, with what it printed.
  public Ran of(Probe probe) {
    Ran ran = answers.get(probe);
    if (ran == null) {
      throw new MachineException(
          MachineException.Reason.BROKEN_ANSWER, "No answer to a probe that was not asked");
    }
    return ran;
  }

  /// The status of a path, empty when nothing is there.
  public Optional<FileStatus> stat(Probe.Stat probe) {
    String text = of(probe).text();
    return text.startsWith(StatReader.STATUS)
        ? Optional.of(StatReader.read(text, probe.path()))
        : Optional.empty();
  }

  /// A file's content, empty when it cannot be read.
  public Optional<Bytes> content(Probe.ReadFile probe) {
    return of(probe).ok() ? Optional.of(of(probe).out()) : Optional.empty();
  }

  public boolean exists(Probe.Exists probe) {
    return of(probe).ok();
  }

  public List<String> glob(Probe.Glob probe) {
    return items(of(probe).text());
  }

  /// The absolute path of a program, empty when there is none.
  public Optional<String> which(Probe.Which probe) {
    return Optional.of(of(probe).text().strip()).filter(path -> path.startsWith("/"));
  }

  public Optional<Account> user(Probe.User probe) {
    return account(of(probe));
  }

  public Optional<Account> group(Probe.Group probe) {
    return account(of(probe));
  }

  public String expanded(Probe.Expand probe) {
    return of(probe).text();
  }

  public int umask(Probe.Umask probe) {
    return Integer.parseInt(of(probe).text().strip(), 8);
  }

  /// Path and status of all that a search found, in the order of the machine.
  public List<Found> found(Probe.Find probe) {
    return StatReader.readAll(new String(of(probe).out().toArray(), StandardCharsets.UTF_8));
  }

  /// One file that a search found.
  public record Found(String path, FileStatus status) {}

  private static Optional<Account> account(Ran ran) {
    String line = ran.text().strip();
    return line.isEmpty() || !line.contains(":")
        ? Optional.empty()
        : Optional.of(new Account(Arrays.asList(line.split(":", -1))));
  }

  private static List<String> items(String text) {
    List<String> items = new ArrayList<>(Arrays.asList(text.split("\0", -1)));
    items.removeLast();
    return items;
  }
}
