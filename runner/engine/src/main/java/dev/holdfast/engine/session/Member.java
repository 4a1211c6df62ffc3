package dev.holdfast.engine.session;

import dev.holdfast.engine.run.Way;
import dev.holdfast.language.value.DictValue;
import java.util.List;

/// A host that a job runs on, with the way to it.
///
/// @param groups which need not be known otherwise
/// @param vars never holds secrets of the connection: those are part of the way
public record Member(String name, List<String> groups, DictValue vars, Way way) {
  public Member {
    groups = List.copyOf(groups);
  }

  public static Member of(String name, Way way) {
    return new Member(name, List.of(), new DictValue(), way);
  }

  public Member in(String... names) {
    return new Member(name, List.of(names), vars, way);
  }

  public Member with(DictValue variables) {
    return new Member(name, groups, variables, way);
  }
}
