package dev.holdfast.cli.node;

import dev.holdfast.bootstrap.ClusterSpec;
import dev.holdfast.bootstrap.ControlPlane;
import dev.holdfast.bootstrap.NodeProject;
import dev.holdfast.bootstrap.NodeSpec;
import dev.holdfast.bootstrap.Role;
import dev.holdfast.cli.common.CommandException;
import dev.holdfast.engine.inventory.Group;
import dev.holdfast.engine.inventory.Host;
import dev.holdfast.engine.inventory.Inventory;
import dev.holdfast.engine.run.Engine;
import dev.holdfast.engine.run.Way;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What an inventory says its machines are to be: the same one that `ansible-playbook` takes for
/// the packaged `site.yml`, with the groups `control_plane` and `worker`.
final class InventoryNodes {
  private static final String TOKEN = "netclient_token";

  private final Engine engine;
  private final NodeProject project;

  InventoryNodes(Engine engine, NodeProject project) {
    this.engine = engine;
    this.project = project;
  }

  /// The nodes in the order in which they are made: control planes, the first one first, then
  /// workers.
  ///
  /// @throws CommandException when there is no control plane, or a machine is both
  List<String> all() {
    List<String> names = new ArrayList<>(members(Role.CONTROL_PLANE));
    if (names.isEmpty()) {
      throw CommandException.error(
          "The inventory has no host in the group control_plane. Nodes stand in control_plane and worker.");
    }
    for (String worker : members(Role.WORKER)) {
      if (names.contains(worker)) {
        throw CommandException.error(
            worker + " stands in control_plane and in worker; a node is one of them.");
      }
      names.add(worker);
    }
    return names;
  }

  private List<String> members(Role role) {
    Inventory inventory = engine.inventory();
    Group group = inventory.groups().get(role.group());
    return group == null
        ? List.of()
        : inventory.hosts().stream()
            .filter(host -> host.groups().contains(group))
            .map(Host::name)
            .toList();
  }

  /// What a machine is to be.
  NodeSpec of(String name) {
    Map<String, ControlPlane> planes = new LinkedHashMap<>();
    for (String plane : members(Role.CONTROL_PLANE)) {
      Host host = host(plane);
      planes.put(plane, new ControlPlane(address(host), engine.way(host)));
    }
    Host host = host(name);
    Function<String, Optional<Value>> variables = engine.variables(host);
    List<String> first = members(Role.CONTROL_PLANE);
    return new NodeSpec(
        name,
        planes.containsKey(name) ? Role.CONTROL_PLANE : Role.WORKER,
        text(variables, "kubernetes_version").orElseGet(project::version),
        address(host),
        engine.way(host),
        new ClusterSpec(
            text(variables, "cluster_name").orElse("kubernetes"), first.getFirst(), planes),
        set(variables, project.inputs()));
  }

  private static DictValue set(Function<String, Optional<Value>> variables, List<String> inputs) {
    DictValue given = new DictValue();
    for (String input : inputs) {
      variables.apply(input).ifPresent(value -> given.put(input, value));
    }
    return given;
  }

  /// What the inventory says about a machine's part in a mesh.
  ///
  /// @param token what it registers with
  /// @param address the one that it is to have there
  record Mesh(Secret token, String address, Way way, DictValue inputs) {}

  /// A machine's part in a mesh; empty for one without `netclient_token`.
  Optional<Mesh> mesh(String name) {
    Host host = host(name);
    Function<String, Optional<Value>> variables = engine.variables(host);
    return text(variables, TOKEN)
        .map(token -> {
          List<String> inputs =
              project.meshInputs().stream().filter(input -> !input.equals(TOKEN)).toList();
          return new Mesh(
              Secret.of(token), address(host), engine.way(host), set(variables, inputs));
        });
  }

  private Host host(String name) {
    return engine
        .inventory()
        .host(name)
        .orElseThrow(() -> CommandException.error("The inventory has no host " + name + "."));
  }

  private String address(Host host) {
    return text(engine.variables(host), "node_ip")
        .orElseThrow(() ->
            CommandException.error(
                "The inventory sets no node_ip for %s: the address under which the other nodes reach it."
                    .formatted(host.name())));
  }

  private static Optional<String> text(Function<String, Optional<Value>> variables, String name) {
    return variables.apply(name).map(Text::str).filter(text -> !text.isEmpty());
  }
}
