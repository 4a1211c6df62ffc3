package dev.holdfast.engine.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What is known of a module before it runs.
///
/// @param name short name, such as `file`
/// @param namespace of the full name, such as `ansible.builtin`
/// @param otherNames further full or short names that lead here, redirects of old collections among
///   them
/// @param freeForm whether text without a name is an argument (`_raw_params`)
/// @param checks whether check mode is served; else the module is skipped there
public record ModuleSpec(
    String name,
    String namespace,
    List<String> otherNames,
    ArgumentSpec arguments,
    boolean freeForm,
    boolean checks) {
  private static final Set<String> MOVED =
      Set.of("ansible.posix", "community.general", "community.crypto");

  public ModuleSpec {
    otherNames = List.copyOf(otherNames);
  }

  /// A module of `ansible.builtin` that serves check mode.
  public static ModuleSpec builtin(String name, ArgumentSpec arguments) {
    return new ModuleSpec(name, "ansible.builtin", List.of(), arguments, false, true);
  }

  /// A module of a collection that serves check mode.
  public static ModuleSpec of(String namespace, String name, ArgumentSpec arguments) {
    return new ModuleSpec(name, namespace, List.of(), arguments, false, true);
  }

  public ModuleSpec alias(String... names) {
    List<String> more = new ArrayList<>(otherNames);
    more.addAll(List.of(names));
    return new ModuleSpec(name, namespace, more, arguments, freeForm, checks);
  }

  public ModuleSpec withFreeForm() {
    return new ModuleSpec(name, namespace, otherNames, arguments, true, checks);
  }

  public ModuleSpec withoutCheckMode() {
    return new ModuleSpec(name, namespace, otherNames, arguments, freeForm, false);
  }

  public String fullName() {
    return namespace + "." + name;
  }

  /// Every name under which a task may call it. Modules that went from Ansible itself to one of
  /// these collections keep their old names.
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(name, fullName()));
    if (namespace.equals("ansible.builtin")) {
      names.add("ansible.legacy." + name);
    } else if (MOVED.contains(namespace)) {
      names.addAll(List.of("ansible.builtin." + name, "ansible.legacy." + name));
    }
    names.addAll(otherNames);
    return List.copyOf(names);
  }
}
