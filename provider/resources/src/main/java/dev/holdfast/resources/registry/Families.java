package dev.holdfast.resources.registry;

import dev.holdfast.client.http.Pacer;
import dev.holdfast.framework.resource.Provider;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Rule;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.settings.ProxmoxSettings;
import dev.holdfast.resources.vm.VmResource;
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
      case "proxmox" -> proxmox();
      case "netmaker" -> empty("netmaker", "Netmaker networks. This version serves no types yet.");
      case "k8s" -> empty("k8s", "Kubernetes nodes. This version serves no types yet.");
      default -> umbrella();
    };
  }

  /// The names of the families, the umbrella last.
  public static List<String> names() {
    return List.of("proxmox", "netmaker", "k8s", "holdfast");
  }

  private Provider<Clients> proxmox() {
    Schema schema =
        Schema.of("Machines and what they need on Proxmox VE.", ProxmoxSettings.ATTRIBUTES)
            .ruled(ProxmoxSettings.RULES.toArray(Rule[]::new));
    return new Family("proxmox", schema, settings(Optional.of(Path.ROOT)), PROXMOX);
  }

  private Provider<Clients> umbrella() {
    Attribute proxmox =
        Attribute.nested(
            "proxmox",
            Nesting.SINGLE,
            Presence.OPTIONAL,
            "The Proxmox VE cluster; an empty object takes everything from the environment.",
            new Body(ProxmoxSettings.ATTRIBUTES, List.of(), ProxmoxSettings.RULES));
    Schema schema = Schema.of("All types of Holdfast in one provider.", List.of(proxmox));
    return new Family("holdfast", schema, settings(Optional.of(Path.of("proxmox"))), PROXMOX);
  }

  private Provider<Clients> empty(String name, String doc) {
    return new Family(name, Schema.of(doc), settings(Optional.empty()), List.of());
  }

  private Family.Settings settings(Optional<Path> proxmox) {
    return new Family.Settings(proxmox, environment, pacer);
  }

  /// The resource types of each family: one line for each.
  private static final List<Resource<Clients>> PROXMOX = List.of(new VmResource());
}
