package dev.holdfast.engine.session;

import dev.holdfast.language.value.DictValue;
import java.util.List;
import java.util.Optional;

/// One playbook and what it runs on.
///
/// @param what the playbook or role
/// @param inventory files and folders besides the members; their hosts are reached as their
///   variables say
/// @param vars extra variables, which beat all others
/// @param check whether nothing is to be changed
/// @param tags empty for all
/// @param limit a pattern of hosts
public record Job(
    What what,
    List<Member> members,
    List<String> inventory,
    DictValue vars,
    boolean check,
    boolean diff,
    List<String> tags,
    List<String> skipTags,
    Optional<String> limit) {
  public Job {
    members = List.copyOf(members);
    inventory = List.copyOf(inventory);
    tags = List.copyOf(tags);
    skipTags = List.copyOf(skipTags);
  }

  /// What a job runs.
  public sealed interface What {
    /// As users named it.
    String name();

    /// @param name of the file, relative to the project's root
    record Playbook(String name) implements What {}

    /// A role for all hosts.
    ///
    /// @param name of its folder, relative to the project's root
    record Role(String name) implements What {}
  }

  public static Job of(String playbook, List<Member> members) {
    return of(new What.Playbook(playbook), members);
  }

  public static Job ofRole(String role, List<Member> members) {
    return of(new What.Role(role), members);
  }

  private static Job of(What what, List<Member> members) {
    return new Job(
        what,
        members,
        List.of(),
        new DictValue(),
        false,
        false,
        List.of(),
        List.of(),
        Optional.empty());
  }

  public Job with(DictValue variables) {
    return new Job(what, members, inventory, variables, check, diff, tags, skipTags, limit);
  }

  public Job withInventory(List<String> sources) {
    return new Job(what, members, sources, vars, check, diff, tags, skipTags, limit);
  }

  /// The same without changing anything, telling what would change.
  public Job checking() {
    return new Job(what, members, inventory, vars, true, true, tags, skipTags, limit);
  }

  public Job withTags(List<String> only, List<String> without) {
    return new Job(what, members, inventory, vars, check, diff, only, without, limit);
  }

  public Job limitedTo(String pattern) {
    return new Job(
        what, members, inventory, vars, check, diff, tags, skipTags, Optional.of(pattern));
  }
}
