package dev.holdfast.lab.machine;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The users and groups of a machine, as its files name them.
public final class Accounts {
  private final FileView files;

  Accounts(MemoryFiles files) {
    this.files = files.as(Identity.ROOT);
  }

  /// A line of a database by name or number, as `getent` prints it.
  public Optional<String> line(String database, String key) {
    return lines(database).stream()
        .filter(line -> {
          String[] fields = line.split(":", -1);
          return fields.length > 2 && (fields[0].equals(key) || fields[2].equals(key));
        })
        .findFirst();
  }

  private List<String> lines(String database) {
    return files.maybe("/etc/" + database).map(text -> text.lines().toList()).orElse(List.of());
  }

  public Optional<Identity> identity(String user) {
    return line("passwd", user)
        .map(line -> {
          String[] fields = line.split(":", -1);
          long gid = Long.parseLong(fields[3]);
          return new Identity(
              fields[0],
              Long.parseLong(fields[2]),
              gid,
              groups(fields[0], gid),
              fields[5],
              fields[6]);
        });
  }

  private Set<Long> groups(String user, long first) {
    Set<Long> groups = new HashSet<>(Set.of(first));
    for (String line : lines("group")) {
      String[] fields = line.split(":", -1);
      if (fields.length > 3 && Arrays.asList(fields[3].split(",")).contains(user)) {
        groups.add(Long.parseLong(fields[2]));
      }
    }
    return groups;
  }

  Optional<String> userName(long uid) {
    return line("passwd", Long.toString(uid)).map(line -> line.split(":", 2)[0]);
  }

  public Optional<String> groupName(long gid) {
    return line("group", Long.toString(gid)).map(line -> line.split(":", 2)[0]);
  }

  /// The number of a user or group that is given by name or number.
  Optional<Long> id(String database, String key) {
    return line(database, key)
        .map(line -> Long.parseLong(line.split(":", -1)[2]))
        .or(() -> Optional.of(key).filter(text -> text.matches("[0-9]+")).map(Long::parseLong));
  }
}
