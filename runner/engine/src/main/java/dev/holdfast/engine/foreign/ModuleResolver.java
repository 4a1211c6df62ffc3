package dev.holdfast.engine.foreign;

import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.source.PluginFolders;
import dev.holdfast.engine.source.ProjectFiles;
import dev.holdfast.language.jinja.PluginNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Says which module a name means: one of ours, or a file of the user's.
///
/// A short name is looked for in the collections of its task, then in the folders `library` of
/// playbooks and roles and the setting's, then among ours, then in the installed ansible-core. So a
/// user's module with the name of one of ours is run, as Ansible runs it, with two exceptions, in
/// which ours runs: modules of which Ansible runs a part on this machine, which the user's file
/// cannot replace, and modules that are written in place of a file that projects bring along.
public final class ModuleResolver {
  private static final Set<String> HALF_HERE =
      Set.of(
          "assemble",
          "async_status",
          "copy",
          "fetch",
          "gather_facts",
          "package",
          "raw",
          "reboot",
          "script",
          "service",
          "shell",
          "template",
          "unarchive",
          "wait_for_connection");
  private static final Set<String> IN_PLACE_OF_FILES = Set.of("kubernetes_sigs.kubespray");
  private static final int FARTHEST = 10;

  private final Function<String, Optional<Module>> ours;
  private final UserFiles files;
  private final ModuleZip zips;
  private final Map<Path, ForeignModule> known = new ConcurrentHashMap<>();

  public ModuleResolver(
      Function<String, Optional<Module>> ours, ProjectFiles files, Settings settings) {
    this.ours = ours;
    this.files = new UserFiles(files, settings);
    this.zips = new ModuleZip(this.files);
  }

  /// The module of that name.
  ///
  /// @param collections where short names are looked for first
  public Optional<Module> find(String name, List<String> collections) {
    return find(name, collections, new Trail(new ArrayList<>(), 0));
  }

  /// Refuses an action of the engine's own in whose place the project has a plugin.
  public void refuseReplaced(String name) {
    if (!name.startsWith("ansible.builtin.")) {
      String bare = PluginNames.bare(name);
      files.inFolders(PluginFolders.Kind.ACTIONS, bare).ifPresent(path -> refuseAction(bare, path));
    }
  }

  /// The way from one name to another.
  ///
  /// @param notices what is to be said of names on it
  private record Trail(List<String> notices, int redirects) {}

  private Optional<Module> find(String name, List<String> collections, Trail trail) {
    if (name.indexOf('.') >= 0) {
      return full(name, trail);
    }
    for (String collection : collections) {
      Optional<Module> found =
          collection.equals("ansible.builtin") || collection.equals("ansible.legacy")
              ? Optional.empty()
              : full(collection + "." + name, trail);
      if (found.isPresent()) {
        return found;
      }
    }
    return legacy(name, trail);
  }

  private Optional<Module> full(String name, Trail trail) {
    if (name.startsWith("ansible.legacy.")) {
      return legacy(PluginNames.bare(name), trail);
    }
    if (name.startsWith("ansible.builtin.")) {
      return builtin(PluginNames.bare(name), trail);
    }
    String[] parts = name.split("\\.", 3);
    if (parts.length < 3) {
      return Optional.empty();
    }
    String collection = parts[0] + "." + parts[1];
    Optional<Module> own = ours.apply(name);
    return own.isPresent() ? own : ofCollection(collection, parts[2], trail);
  }

  private Optional<Module> ofCollection(String collection, String name, Trail trail) {
    List<Path> roots = files.roots(collection);
    if (roots.isEmpty()) {
      return Optional.empty();
    }
    Routing routing = files.routing(collection);
    routing.refuseRemoved("modules", name, collection);
    routing.deprecation("modules", name, collection + "." + name).ifPresent(trail.notices()::add);
    Optional<String> redirect = routing.redirect("modules", name);
    if (redirect.isPresent()) {
      return redirected(redirect.get(), trail);
    }
    Path root = roots.getFirst();
    files
        .inCollection(root, "action", name)
        .ifPresent(action -> refuseAction(collection + "." + name, action));
    return files
        .inCollection(root, "modules", name)
        .map(path -> foreign(ModuleSource.of(collection, name, root, path), trail));
  }

  private Optional<Module> redirected(String target, Trail trail) {
    if (trail.redirects() >= FARTHEST) {
      throw ModuleFailure.of("plugin redirect loop resolving " + target);
    }
    return find(target, List.of(), new Trail(trail.notices(), trail.redirects() + 1));
  }

  private Optional<Module> legacy(String name, Trail trail) {
    files.inFolders(PluginFolders.Kind.ACTIONS, name).ifPresent(path -> refuseAction(name, path));
    Optional<Module> own = ours.apply(name);
    if (own.filter(module -> stays(name, module)).isPresent()) {
      return own;
    }
    Optional<Path> beside = files.inFolders(PluginFolders.Kind.MODULES, name);
    if (beside.isPresent()) {
      return Optional.of(foreign(ModuleSource.beside(name, beside.get()), trail));
    }
    return builtin(name, trail);
  }

  private static boolean stays(String name, Module module) {
    return HALF_HERE.contains(name) || IN_PLACE_OF_FILES.contains(module.spec().namespace());
  }

  private Optional<Module> builtin(String name, Trail trail) {
    Optional<Module> own = ours.apply("ansible.builtin." + name).or(() -> ours.apply(name));
    if (own.isPresent()) {
      return own;
    }
    Optional<Path> core = files.coreModule(name);
    if (core.isPresent()) {
      return Optional.of(foreign(ModuleSource.core(name, core.get()), trail));
    }
    return files
        .routing("ansible.builtin")
        .redirect("modules", name)
        .flatMap(target -> redirected(target, trail));
  }

  private Module foreign(ModuleSource source, Trail trail) {
    return trail.notices().isEmpty()
        ? known.computeIfAbsent(source.path(), _ -> new ForeignModule(source, zips))
        : new ForeignModule(source.with(trail.notices()), zips);
  }

  /// What runs here in Python cannot run in ours.
  private static void refuseAction(String name, Path action) {
    throw ModuleFailure.of(
        "The action '"
            + name
            + "' is a Python plugin that runs on the controller ("
            + action
            + "), which Holdfast cannot run: only modules are run, by the Python of their machine."
            + " Use one of Holdfast's own modules in its place, such as command or copy");
  }
}
