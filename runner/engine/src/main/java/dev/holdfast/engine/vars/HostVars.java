package dev.holdfast.engine.vars;

import dev.holdfast.engine.inventory.Host;
import dev.holdfast.language.template.Options;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.Value;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// The variable `hostvars`: the variables of every host, templated with that host's own variables
/// when they are read. Those do not see `hostvars` in turn, so there is no way round in circles.
final class HostVars implements ObjectValue {
  /// What holds no templates.
  private static final Set<String> STATIC =
      Set.of(
          "ansible_version",
          "ansible_play_hosts",
          "ansible_dependent_role_names",
          "ansible_play_role_names",
          "ansible_role_names",
          "inventory_hostname",
          "inventory_hostname_short",
          "inventory_file",
          "inventory_dir",
          "groups",
          "group_names",
          "omit",
          "playbook_dir",
          "play_hosts",
          "role_names",
          "ungrouped");

  private final Scopes scopes;
  private final Path basedir;

  HostVars(Scopes scopes, Path basedir) {
    this.scopes = scopes;
    this.basedir = basedir;
  }

  @Override
  public String typeName() {
    return "HostVars";
  }

  @Override
  public Optional<Value> attribute(String name) {
    return MappingMethods.of(this, name);
  }

  @Override
  public Optional<Value> item(Value key) {
    String name = Text.str(key);
    return Optional.of(
        scopes
            .inventory()
            .host(name)
            .<Value>map(this::of)
            .orElseGet(() -> new Undefined("\"hostvars['" + name + "']\" is undefined")));
  }

  private OfHost of(Host host) {
    return new OfHost(scopes.ofHost(host, basedir), scopes.templar());
  }

  /// The hosts by name; each one's variables stay untouched until they are read.
  @Override
  public Value materialize() {
    DictValue hosts = new DictValue();
    scopes.inventory().hosts().forEach(host -> hosts.put(host.name(), of(host)));
    scopes.inventory().localhost().ifPresent(host -> hosts.put(host.name(), of(host)));
    return hosts;
  }

  /// The variables of one host.
  private record OfHost(VarScope scope, Templar templar) implements ObjectValue {
    @Override
    public String typeName() {
      return "HostVarsVars";
    }

    @Override
    public Optional<Value> attribute(String name) {
      return MappingMethods.of(this, name);
    }

    @Override
    public Optional<Value> item(Value key) {
      return key instanceof Str name
          ? scope.lookup(name.text()).map(value -> templated(name.text(), value))
          : Optional.empty();
    }

    private Value templated(String name, Value value) {
      return STATIC.contains(name)
          ? value
          : templar.with(scope).template(value, Options.VALUE.withFailOnUndefined(false));
    }

    @Override
    public Value materialize() {
      DictValue all = new DictValue();
      for (String name : scope.names()) {
        scope.lookup(name).ifPresent(value -> all.put(name, templated(name, value)));
      }
      return all;
    }
  }
}
