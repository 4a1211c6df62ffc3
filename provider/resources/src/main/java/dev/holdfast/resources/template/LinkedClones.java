package dev.holdfast.resources.template;

import dev.holdfast.client.proxmox.ProxmoxClient;
import dev.holdfast.client.proxmox.StorageVolume;
import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.resources.vm.VmLive;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the machines whose disks hang from a template.
///
/// Storages tell it in different words: in `parent`, or in the name of the clone's volume. Both
/// hold the name of the base volume, `base-9000-disk-0`.
final class LinkedClones {

  private static final Pattern VOLUME =
      Pattern.compile("([A-Za-z][\\w.-]*):\\S*base-\\d+-disk-\\d.*");

  private LinkedClones() {}

  /// The linked clones of a template, by id.
  static List<VmId> of(ProxmoxClient client, VmLive template) {
    Pattern base = Pattern.compile("(^|[:/])base-" + template.id() + "-disk-\\d");
    return storages(template)
        .flatMap(
            storage -> client.node(template.node()).storage(storage).content("images").stream())
        .filter(volume -> hangsFrom(volume, base))
        .flatMap(volume -> volume.owner().stream())
        .filter(owner -> !owner.equals(template.id()))
        .distinct()
        .sorted((one, other) -> Integer.compare(one.number(), other.number()))
        .toList();
  }

  private static Stream<String> storages(VmLive template) {
    return template.config().values().values().stream()
        .map(text -> VOLUME.matcher(text))
        .filter(matcher -> matcher.matches())
        .map(matcher -> matcher.group(1))
        .distinct();
  }

  private static boolean hangsFrom(StorageVolume volume, Pattern base) {
    return Stream.of(Optional.of(volume.id()), volume.parent())
        .flatMap(Optional::stream)
        .anyMatch(text -> base.matcher(text).find());
  }
}
