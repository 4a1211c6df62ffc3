package dev.holdfast.engine.playbook;

import dev.holdfast.language.value.Text;
import dev.holdfast.language.yaml.Position;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One action with its keywords. Two tasks are the same only if they are the same object: a role
/// that is listed twice brings each of its tasks twice.
public final class Task implements Step {
  private final Directives directives;
  private final ActionCall call;
  private final Origin origin;
  private final boolean handler;
  private final Optional<Loop> loop;

  /// Where a task comes from.
  ///
  /// @param role the role in whose files it stands
  /// @param roleChain the roles that depend on that role, the outermost first
  /// @param includeDirs folders of the files that included it, the innermost first
  /// @param collections in which short names of modules are looked for
  /// @param implicit whether the engine added it
  public record Origin(
      Position at,
      Optional<Role> role,
      List<Role> roleChain,
      List<Path> includeDirs,
      List<String> collections,
      boolean implicit) {
    public Origin {
      collections = List.copyOf(collections);
      roleChain = List.copyOf(roleChain);
      includeDirs = List.copyOf(includeDirs);
    }
  }

  /// What a task is repeated over.
  ///
  /// @param lookup the name behind `with_`, empty for `loop`
  public record Loop(Optional<String> lookup, Given items) {}

  public Task(
      Directives directives, ActionCall call, Origin origin, boolean handler, Optional<Loop> loop) {
    this.directives = directives;
    this.call = call;
    this.origin = origin;
    this.handler = handler;
    this.loop = loop;
  }

  @Override
  public Directives directives() {
    return directives;
  }

  public ActionCall call() {
    return call;
  }

  /// The collections in which the short name of its module is looked for first.
  public List<String> collections() {
    return origin.collections();
  }

  public Position at() {
    return origin.at();
  }

  public Origin origin() {
    return origin;
  }

  public Optional<Role> role() {
    return origin.role();
  }

  public boolean handler() {
    return handler;
  }

  public Optional<Loop> loop() {
    return loop;
  }

  /// The task's own name as written, empty when it has none.
  public String ownName() {
    return directives.own(Keyword.NAME).map(Given::value).map(Text::str).orElse("");
  }

  /// The name that output shows before templating: own name or action, behind the role's name.
  public String name() {
    if (ActionNames.includesRole(call.name())) {
      return ownName().isEmpty() ? call.name() + " : " + includedRole() : ownName();
    }
    String name = ownName().isEmpty() ? call.name() : ownName();
    return role().map(role -> role.qualifiedName() + " : " + name).orElse(name);
  }

  private String includedRole() {
    return call.arguments()
        .get("name")
        .or(() -> call.arguments().get("role"))
        .map(Text::str)
        .orElse("");
  }

  @Override
  public String toString() {
    return "Task[" + name() + "]";
  }
}
