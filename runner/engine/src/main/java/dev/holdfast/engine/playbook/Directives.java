package dev.holdfast.engine.playbook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The keywords set at one place, and the places around it from which others are inherited: a task
/// in blocks, in what includes them, in a role and the roles that depend on it, in a play.
public final class Directives {
  /// What kind of place this is; it decides what passes through it.
  public enum Kind {
    PLAY,
    ROLE,
    BLOCK,
    TASK,
    /// An `import_*`: its keywords are those of every task that it brings.
    STATIC_INCLUDE,
    /// An old `include` of a file that is known from the start: as an import, but its variables
    /// rank like those of an `include_*`.
    OLD_STATIC_INCLUDE,
    /// An `include_*`: its keywords are its own, only its variables reach what it brings.
    DYNAMIC_INCLUDE
  }

  private final Kind kind;
  private final Map<Keyword, Given> own;
  private final Optional<Directives> parent;

  public Directives(Kind kind, Map<Keyword, Given> own, Optional<Directives> parent) {
    this.kind = kind;
    this.own = own.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(own));
    this.parent = parent;
  }

  /// A place inside this one.
  public Directives inner(Kind innerKind, Map<Keyword, Given> keywords) {
    return new Directives(innerKind, keywords, Optional.of(this));
  }

  public Kind kind() {
    return kind;
  }

  public Optional<Directives> parent() {
    return parent;
  }

  /// What is set at this very place.
  public Optional<Given> own(Keyword keyword) {
    return Optional.ofNullable(own.get(keyword));
  }

  /// What applies here: set at this place or inherited from the nearest one that sets it.
  public Optional<Given> nearest(Keyword keyword) {
    for (Directives place = this; ; ) {
      Given value = place == this || place.passes(keyword) ? place.own.get(keyword) : null;
      if (value != null) {
        return Optional.of(value);
      }
      if (place.parent.isEmpty()) {
        return Optional.empty();
      }
      place = place.parent.get();
    }
  }

  /// Every value that applies here, the outermost first.
  public List<Given> all(Keyword keyword) {
    return collect(keyword, place -> place == this || place.passes(keyword));
  }

  /// The variables of the task, the blocks and the includes around it, the outermost first; those
  /// of roles and plays have ranks of their own.
  public List<Given> vars() {
    return collect(Keyword.VARS, place -> place.kind != Kind.PLAY && place.kind != Kind.ROLE);
  }

  /// The variables given to includes around this place, the outermost first; they outrank almost
  /// everything.
  public List<Given> includeParams() {
    return collect(
        Keyword.VARS,
        place -> place.kind == Kind.DYNAMIC_INCLUDE || place.kind == Kind.OLD_STATIC_INCLUDE);
  }

  /// Whether nothing around this place is only included while the play runs.
  boolean allStatic() {
    return kind != Kind.DYNAMIC_INCLUDE && parent.map(Directives::allStatic).orElse(true);
  }

  private boolean passes(Keyword keyword) {
    return kind != Kind.DYNAMIC_INCLUDE || keyword == Keyword.VARS;
  }

  private List<Given> collect(Keyword keyword, Predicate<Directives> wanted) {
    List<Given> found = new ArrayList<>();
    Optional<Directives> place = Optional.of(this);
    while (place.isPresent()) {
      Directives here = place.get();
      Given value = here.own.get(keyword);
      if (value != null && wanted.test(here)) {
        found.add(value);
      }
      place = here.parent;
    }
    Collections.reverse(found);
    return found;
  }
}
