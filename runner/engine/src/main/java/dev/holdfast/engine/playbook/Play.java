package dev.holdfast.engine.playbook;

import dev.holdfast.language.yaml.Position;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// One play: tasks for the hosts of a pattern. The tasks are fixed when it is loaded; roles and
/// handlers grow while includes are carried out.
public final class Play {
  private final Directives directives;
  private final Position at;
  private final Path basedir;
  private final List<Role> roles = new CopyOnWriteArrayList<>();
  private final List<Task> handlers = new CopyOnWriteArrayList<>();
  private final RoleCache roleCache = new RoleCache();
  private volatile Sections sections = Sections.EMPTY;

  /// The lists of a play in the order in which they run; handlers run between them.
  public record Sections(List<Block> preTasks, List<Block> tasks, List<Block> postTasks) {
    static final Sections EMPTY = new Sections(List.of(), List.of(), List.of());

    public Sections {
      preTasks = List.copyOf(preTasks);
      tasks = List.copyOf(tasks);
      postTasks = List.copyOf(postTasks);
    }
  }

  /// @param basedir the folder of the playbook's file
  Play(Directives directives, Position at, Path basedir) {
    this.directives = directives;
    this.at = at;
    this.basedir = basedir;
  }

  public Directives directives() {
    return directives;
  }

  public Position at() {
    return at;
  }

  public Path basedir() {
    return basedir;
  }

  /// A keyword of the play itself.
  public Optional<Given> keyword(Keyword keyword) {
    return directives.own(keyword);
  }

  /// The lists to run: roles stand before the tasks of the second one.
  public Sections sections() {
    return sections;
  }

  void sections(Sections filled) {
    this.sections = filled;
  }

  /// The roles whose variables the play sees, in the order in which they came.
  public List<Role> roles() {
    return roles;
  }

  /// The handlers in the order of their definition.
  public List<Task> handlers() {
    return handlers;
  }

  RoleCache roleCache() {
    return roleCache;
  }
}
