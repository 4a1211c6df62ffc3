package dev.holdfast.engine.playbook;

import dev.holdfast.language.yaml.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a list of tasks is being loaded.
///
/// @param directives of what stands around it
/// @param role in whose files it stands
/// @param chain the roles that depend on that role, the outermost first
/// @param includeDirs folders of the files that include this one, the innermost first
/// @param handlers whether the tasks are handlers
record Place(
    Play play,
    Directives directives,
    Optional<Role> role,
    List<Role> chain,
    List<Path> includeDirs,
    boolean handlers) {
  Place {
    chain = List.copyOf(chain);
    includeDirs = List.copyOf(includeDirs);
  }

  static Place of(Play play, boolean handlers) {
    return new Place(play, play.directives(), Optional.empty(), List.of(), List.of(), handlers);
  }

  Place in(Directives inner) {
    return new Place(play, inner, role, chain, includeDirs, handlers);
  }

  /// Inside a file that a task of this place includes.
  Place inFile(Directives inner, Path file) {
    List<Path> dirs = new ArrayList<>();
    Optional.ofNullable(file.toAbsolutePath().getParent()).ifPresent(dirs::add);
    dirs.addAll(includeDirs);
    return new Place(play, inner, role, chain, dirs, handlers);
  }

  /// The collections in which short names of modules are looked for here.
  List<String> collections() {
    return CollectionSearch.of(directives, role, play);
  }

  Task.Origin origin(Position at, List<String> collections, boolean implicit) {
    return new Task.Origin(at, role, chain, includeDirs, collections, implicit);
  }
}
