package dev.holdfast.resources.template;

import dev.holdfast.client.proxmox.ProxmoxClient;
import dev.holdfast.client.proxmox.ProxmoxException;
import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.value.Path;
import dev.holdfast.resources.settings.ProxmoxAccess;
import dev.holdfast.resources.vm.VmIdentity;
import dev.holdfast.resources.vm.VmLive;
import dev.holdfast.resources.vm.VmReader;
import dev.holdfast.resources.vm.VmRemoval;
import dev.holdfast.resources.work.StepFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Removes templates: only those that are meant, and never from under a linked clone.
final class TemplateRemoval {

  private final ProxmoxClient client;
  private final VmRemoval removal;
  private final PrivateState identities;
  private final Diagnostics diagnostics;

  TemplateRemoval(ProxmoxAccess access, PrivateState identities, Diagnostics diagnostics) {
    this.client = access.client();
    this.removal = new VmRemoval(access, diagnostics);
    this.identities = identities;
    this.diagnostics = diagnostics;
  }

  /// Removes all of them, or none while linked clones use one of them.
  void destroy(Collection<Made> templates) {
    List<VmLive> there = templates.stream().flatMap(made -> live(made).stream()).toList();
    there.forEach(this::demandSame);
    String used =
        there.stream()
            .map(live -> used(live, LinkedClones.of(client, live)))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    if (!used.isEmpty()) {
      throw StepFailure.of(
          Path.ROOT,
          "Template is in use",
          used
              + " Nothing was removed. Destroy the linked clones first, or make them independent: move their disks "
              + "to another storage, or clone them in full.");
    }
    there.forEach(removal::remove);
  }

  /// Removes what nobody needs any more, and says what has to stay.
  ///
  /// It never fails: what took its place is there already and must get into the state.
  ///
  /// @return the templates that stay
  List<Made> retire(Collection<Made> templates) {
    List<Made> kept = new ArrayList<>();
    for (Made made : templates) {
      try {
        live(made)
            .filter(this::isSame)
            .flatMap(this::retired)
            .ifPresent(why -> keep(made, why, kept));
      } catch (ProxmoxException e) {
        keep(made, String.valueOf(e.getMessage()), kept);
      }
    }
    return kept;
  }

  private Optional<String> retired(VmLive live) {
    Optional<String> used = used(live, LinkedClones.of(client, live));
    if (used.isEmpty()) {
      removal.remove(live);
    }
    return used;
  }

  private void keep(Made made, String why, List<Made> kept) {
    kept.add(made);
    diagnostics.warning(
        Path.of("superseded"),
        "Older template is kept",
        why
            + " It is in superseded; a later apply removes it when it is free. Template: "
            + made.place());
  }

  /// Whether anything is left to keep these for.
  boolean anyFree(Collection<Made> templates) {
    return templates.stream()
        .anyMatch(
            made -> live(made).filter(live -> !LinkedClones.of(client, live).isEmpty()).isEmpty());
  }

  private static Optional<String> used(VmLive live, List<VmId> clones) {
    return clones.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Template "
                + live.id()
                + " on "
                + live.node()
                + " has the linked clones "
                + clones.stream().map(VmId::toString).collect(Collectors.joining(", "))
                + ".");
  }

  private Optional<VmLive> live(Made made) {
    return new VmReader(client).refresh(made.id(), Optional.of(made.host()));
  }

  private boolean isSame(VmLive live) {
    return VmIdentity.matches(identities, live);
  }

  private void demandSame(VmLive live) {
    if (!isSame(live)) {
      throw StepFailure.of(
          Path.of("templates"),
          "Not the template in the state",
          "Machine "
              + live.id()
              + " was created at another time than the template that this resource made: the id was used again. "
              + "Nothing was removed. Take the resource out of the state with terraform state rm.");
    }
  }
}
