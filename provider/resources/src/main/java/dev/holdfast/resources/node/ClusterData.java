package dev.holdfast.resources.node;

import static dev.holdfast.framework.schema.Attribute.computed;
import static dev.holdfast.framework.schema.Attribute.optional;

import dev.holdfast.bootstrap.ClusterView;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.DataSource;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.settings.Clients;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a cluster is, told by the first of its control planes that answers.
public final class ClusterData implements DataSource<Clients> {

  static final Attribute AFTER =
      optional(
          "after",
          Type.listOf(Type.STRING),
          "Anything that has to be there before, such as the `node_uid` of nodes that this configuration makes: the "
              + "cluster is asked when it is known.");

  private static final Schema SCHEMA =
      Schema.of(
          "Nodes and members of a cluster, told by the first of its control planes that answers.",
          ClusterTable.ATTRIBUTE,
          AFTER,
          computed("ca_hash", Type.STRING, "Hash of its authority, as `kubeadm join` takes it."),
          Attribute.nested(
              "nodes",
              Nesting.MAP,
              Presence.COMPUTED,
              "All nodes by name, those of others too.",
              List.of(
                  computed("role", Type.STRING, "`control_plane` or `worker`."),
                  computed("uid", Type.STRING, "Identity of the node."),
                  computed("ready", Type.BOOL, "Whether the cluster calls it ready."),
                  computed("version", Type.STRING, "Version of its kubelet, without a v."),
                  computed("addresses", Type.listOf(Type.STRING), "Addresses of the node."))),
          Attribute.nested(
              "members",
              Nesting.LIST,
              Presence.COMPUTED,
              "Members of etcd.",
              List.of(
                  computed("name", Type.STRING, "Its node; empty for one that never started."),
                  computed("peer_urls", Type.listOf(Type.STRING), "Where the others reach it."),
                  computed("learner", Type.BOOL, "Whether it has no vote yet."))));

  private final ClusterAsking clusters;

  public ClusterData() {
    this(new ClusterAsking.Playbooks());
  }

  ClusterData(ClusterAsking clusters) {
    this.clusters = clusters;
  }

  @Override
  public String typeName() {
    return "k8s_cluster";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Result read(Call<Clients> call, Value.Obj config) {
    return ClusterAsking.ask(
            call,
            config,
            cluster -> clusters.read(cluster, new Bounds(call, ClusterAsking.TIMEOUT)))
        .map(seen -> Result.of(told(config, seen)))
        .orElse(Result.NONE);
  }

  private static Value.Obj told(Value.Obj config, ClusterView.Seen seen) {
    Map<String, Value> nodes = new LinkedHashMap<>();
    seen.nodes()
        .forEach(node ->
            nodes.put(
                node.name(),
                new Value.Obj(
                    Map.of(
                        "role", Value.of(node.role().group()),
                        "uid", Value.of(node.uid()),
                        "ready", Value.of(node.ready()),
                        "version", Value.of(node.version()),
                        "addresses", NodeResults.texts(node.addresses())))));
    List<Value> members =
        seen.members().stream()
            .<Value>map(member ->
                new Value.Obj(
                    Map.of(
                        "name", Value.of(member.name()),
                        "peer_urls", NodeResults.texts(member.peers()),
                        "learner", Value.of(member.learner()))))
            .toList();
    return config
        .with("ca_hash", Value.of(seen.caHash()))
        .with("nodes", new Value.MapOf(nodes))
        .with("members", new Value.ListOf(members));
  }
}
