package dev.holdfast.resources.registry;

import dev.holdfast.client.http.Pacer;
import dev.holdfast.framework.resource.Provider;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Rule;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;
import dev.holdfast.resources.network.EgressResource;
import dev.holdfast.resources.network.EnrollmentKeyResource;
import dev.holdfast.resources.network.HostResource;
import dev.holdfast.resources.network.JoinToken;
import dev.holdfast.resources.network.MembershipResource;
import dev.holdfast.resources.network.NetworkResource;
import dev.holdfast.resources.node.ClusterData;
import dev.holdfast.resources.node.ClusterLogin;
import dev.holdfast.resources.node.NodeResource;
import dev.holdfast.resources.playbook.PlaybookResource;
import dev.holdfast.resources.registry.Family.Types;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.settings.NetmakerSettings;
import dev.holdfast.resources.settings.ProxmoxSettings;
import dev.holdfast.resources.ssh.SshSettings;
import dev.holdfast.resources.template.TemplateResource;
import dev.holdfast.resources.vm.VmResource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The providers that one program is published as.
public final class Families {

  private final Function<String, Optional<String>> environment;
  private final Pacer pacer;

  /// @param environment looks environment variables up
  /// @param pacer the clock that all waiting goes through
  public Families(Function<String, Optional<String>> environment, Pacer pacer) {
    this.environment = environment;
    this.pacer = pacer;
  }

  /// The provider that an executable of this name serves: `terraform-provider-proxmox_v1.2.3`
  /// serves `proxmox`. A name that is none of the families serves all types.
  public Provider<Clients> ofExecutable(String fileName) {
    int slash = Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\'));
    String plain = fileName.substring(slash + 1);
    String stem = plain.startsWith("terraform-provider-") ? plain.substring(19) : plain;
    int end = 0;
    while (end < stem.length() && Character.isLetterOrDigit(stem.charAt(end))) {
      end++;
    }
    return named(stem.substring(0, end));
  }

  /// The provider of that name; the umbrella for a name that is none of the families.
  public Provider<Clients> named(String name) {
    return switch (name) {
      case "proxmox" ->
          new Family(
              "proxmox",
              schema("Machines and what they need on Proxmox VE.", PROXMOX_SETTINGS),
              settings(Optional.of(Path.ROOT), Optional.empty()),
              PROXMOX);
      case "netmaker" ->
          new Family(
              "netmaker",
              schema("Networks, keys, machines and routes of Netmaker.", NETMAKER_SETTINGS),
              settings(Optional.empty(), Optional.of(Path.ROOT)),
              NETMAKER);
      case "k8s" ->
          new Family(
              "k8s",
              Schema.of("Machines as nodes of Kubernetes clusters.", SshSettings.ATTRIBUTE),
              settings(Optional.empty(), Optional.empty()),
              KUBERNETES);
      default -> umbrella();
    };
  }

  /// The names of the families, the umbrella last.
  public static List<String> names() {
    return List.of("proxmox", "netmaker", "k8s", "holdfast");
  }

  private Provider<Clients> umbrella() {
    Schema schema =
        Schema.of(
            "All types of Holdfast in one provider.",
            List.of(
                section("proxmox", "The Proxmox VE cluster", PROXMOX_SETTINGS),
                section("netmaker", "The Netmaker server", NETMAKER_SETTINGS),
                SshSettings.ATTRIBUTE));
    return new Family(
        "holdfast",
        schema,
        settings(Optional.of(Path.of("proxmox")), Optional.of(Path.of("netmaker"))),
        joined(PROXMOX, NETMAKER, KUBERNETES, HOLDFAST));
  }

  private static Schema schema(String doc, Body body) {
    List<Attribute> attributes = new ArrayList<>(body.attributes());
    attributes.add(SshSettings.ATTRIBUTE);
    return Schema.of(doc, attributes).ruled(body.rules().toArray(Rule[]::new));
  }

  private static Attribute section(String name, String what, Body body) {
    return Attribute.nested(
        name,
        Nesting.SINGLE,
        Presence.OPTIONAL,
        what + "; an empty object takes everything from the environment.",
        body);
  }

  private static Types joined(Types... families) {
    return new Types(
        Arrays.stream(families).flatMap(family -> family.resources().stream()).toList(),
        Arrays.stream(families).flatMap(family -> family.ephemerals().stream()).toList(),
        Arrays.stream(families).flatMap(family -> family.sources().stream()).toList());
  }

  private Family.Settings settings(Optional<Path> proxmox, Optional<Path> netmaker) {
    return new Family.Settings(proxmox, netmaker, environment, pacer);
  }

  private static final Body PROXMOX_SETTINGS =
      new Body(ProxmoxSettings.ATTRIBUTES, List.of(), ProxmoxSettings.RULES);

  private static final Body NETMAKER_SETTINGS =
      new Body(NetmakerSettings.ATTRIBUTES, List.of(), NetmakerSettings.RULES);

  /// The types of each family: one line for each.
  private static final Types PROXMOX =
      new Types(List.of(new VmResource(), new TemplateResource()), List.of(), List.of());

  private static final Types NETMAKER =
      new Types(
          List.of(
              new NetworkResource(),
              new EnrollmentKeyResource(),
              new HostResource(),
              new MembershipResource(),
              new EgressResource()),
          List.of(new JoinToken()),
          List.of());

  private static final Types KUBERNETES =
      new Types(
          List.of(new NodeResource()), List.of(new ClusterLogin()), List.of(new ClusterData()));

  /// What the umbrella alone serves.
  private static final Types HOLDFAST =
      new Types(List.of(new PlaybookResource()), List.of(), List.of());
}
