package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.proxmox.api.PropertyString;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes, finds and removes the volumes of machines on one node.
record Disks(World world, String node) {

  private static final Pattern NEW = Pattern.compile("([^/:\\s]+):(\\d+(?:\\.\\d+)?)");
  private static final long EFI_4M = 528 * Sizes.KIB;
  private static final long EFI_2M = 128 * Sizes.KIB;
  private static final long TPM = 4 * Sizes.MIB;
  private static final long CLOUD_INIT = 4 * Sizes.MIB;

  /// The storage and the size of a value like `local:32`, if it asks for a new disk.
  static Optional<Matcher> asNew(String file) {
    Matcher form = NEW.matcher(file);
    return form.matches() ? Optional.of(form) : Optional.empty();
  }

  Optional<Volume> find(VolumeId id) {
    return Optional.ofNullable(world.storages.get(id.storage()))
        .filter(s -> s.isOn(node))
        .flatMap(s -> s.volume(node, id.name()));
  }

  Volume need(VolumeId id) {
    world.storageOn(id.storage(), node);
    return find(id).orElseThrow(() -> Stop.error("volume '" + id + "' does not exist"));
  }

  /// A new volume of a machine.
  VolumeId allocate(Storage storage, int vmid, String format, long size) {
    return place(storage, vmid, "vm", format, size, Optional.empty());
  }

  VolumeId place(
      Storage storage, int vmid, String prefix, String format, long size, Optional<String> parent) {
    demandLock(storage);
    if (!storage.holds("images")) {
      throw Stop.error("storage '" + storage.name() + "' does not support vm images");
    }
    if (!storage.formats().contains(format)) {
      throw Stop.error("unsupported format '" + format + "'");
    }
    if (storage.used(node) + size > storage.options().capacity()) {
      throw Stop.error("no space left on storage '" + storage.name() + "'");
    }
    String name = storage.freeName(node, vmid, prefix, format);
    return put(storage, name, vmid, format, size, parent);
  }

  private VolumeId put(
      Storage storage, String name, int vmid, String format, long size, Optional<String> parent) {
    String shown = parent.map(p -> linkedName(storage, p, name)).orElse(name);
    storage
        .volumes(node)
        .put(shown, new Volume("images", format, size, Optional.of(vmid), parent, world.now()));
    return new VolumeId(storage.name(), shown);
  }

  /// Linked clones on files and on ZFS carry the base volume in their name.
  private static String linkedName(Storage storage, String parent, String name) {
    boolean named =
        storage.options().type().onFiles()
            || storage.options().type() == StorageOptions.Type.ZFSPOOL;
    return named ? parent.substring(parent.indexOf(':') + 1) + "/" + name : name;
  }

  void demandLock(Storage storage) {
    world.locks.demand(FileLocks.storage(storage.name()), FileLocks.STORAGE);
  }

  /// Demands the locks of all storages on which new values will make volumes.
  ///
  /// Before the first of them is made: who has to wait begins again later.
  void demandLocks(Collection<PropertyString> drives) {
    drives.stream()
        .flatMap(drive -> target(Drives.file(drive)).stream())
        .flatMap(name -> Optional.ofNullable(world.storages.get(name)).stream())
        .forEach(this::demandLock);
  }

  /// The storage on which a value asks for a new volume, if it does.
  private static Optional<String> target(String file) {
    return file.endsWith(":cloudinit")
        ? Optional.of(file.substring(0, file.indexOf(':')))
        : asNew(file).map(m -> m.group(1));
  }

  void free(VolumeId id) {
    Storage storage = world.storages.get(id.storage());
    if (storage != null && storage.isOn(node)) {
      demandLock(storage);
      checkNotBase(id);
      storage.volumes(node).remove(id.name());
    }
  }

  /// A base volume stays while linked clones hang from it.
  void checkNotBase(VolumeId id) {
    Storage storage = world.storages.get(id.storage());
    if (storage == null) {
      return;
    }
    for (Map.Entry<String, Map<String, Volume>> side : storage.everywhere()) {
      for (Volume volume : side.getValue().values()) {
        if (volume.parent().filter(id.toString()::equals).isPresent()) {
          throw Stop.error("base volume '" + id.name() + "' is still in use by linked cloned");
        }
      }
    }
  }

  /// What is wrong with a disk's value before any work, as `errors` of its key.
  void checkForm(String key, PropertyString drive) {
    Optional<String> source = drive.get("import-from");
    Optional<Matcher> asNew = asNew(Drives.file(drive));
    if (source.isEmpty()) {
      return;
    }
    if (asNew.isEmpty() || !asNew.get().group(2).equals("0")) {
      throw Stop.parameter(
          key, "'import-from' requires special syntax - use <storage ID>:0,import-from=<source>");
    }
    VolumeId.parse(source.get())
        .ifPresent(id -> {
          String content = contentOf(id);
          if (!List.of("images", "import").contains(content)) {
            throw Stop.parameter(
                key, id + " has wrong type '" + content + "' - needs to be 'images' or 'import'");
          }
        });
  }

  private static String contentOf(VolumeId id) {
    int slash = id.name().indexOf('/');
    String folder = slash < 0 ? "" : id.name().substring(0, slash);
    return List.of("iso", "import", "vztmpl", "snippets", "backup").contains(folder)
        ? folder
        : "images";
  }

  /// How many bytes the work on a new value will copy.
  long bytesToCopy(PropertyString drive) {
    return drive
        .get("import-from")
        .flatMap(VolumeId::parse)
        .flatMap(this::find)
        .map(Volume::size)
        .orElse(0L);
  }

  /// Makes what a new value asks for and answers the value to store.
  PropertyString realise(String key, int vmid, PropertyString drive) {
    String file = Drives.file(drive);
    if (file.endsWith(":cloudinit")) {
      return cloudInit(vmid, drive, world.storageOn(file.substring(0, file.indexOf(':')), node));
    }
    Optional<Matcher> asNew = asNew(file);
    if (asNew.isPresent()) {
      Storage storage = world.storageOn(asNew.get().group(1), node);
      return drive.get("import-from").isPresent()
          ? imported(key, vmid, drive, storage)
          : created(key, vmid, drive, storage, asNew.get().group(2));
    }
    if (file.equals("none") || file.equals("cdrom") || file.startsWith("/")) {
      return drive;
    }
    Volume volume = need(VolumeId.parse(file).orElseThrow());
    return Drives.isCloudInit(drive) ? drive : drive.with("size", Sizes.format(volume.size()));
  }

  private PropertyString created(
      String key, int vmid, PropertyString drive, Storage storage, String gibibytes) {
    long size =
        switch (key) {
          case "efidisk0" -> efiSize(drive, storage);
          case "tpmstate0" -> TPM;
          default -> Sizes.parse(gibibytes + "G");
        };
    if (size == 0) {
      throw Stop.error("unable to create image: size must be greater than 0");
    }
    VolumeId id = allocate(storage, vmid, drive.get("format").orElse("raw"), size);
    return stored(drive, id, size);
  }

  private static long efiSize(PropertyString drive, Storage storage) {
    boolean small = drive.get("efitype").orElse("2m").equals("2m");
    return !storage.options().type().onFiles() ? TPM : small ? EFI_2M : EFI_4M;
  }

  private PropertyString imported(String key, int vmid, PropertyString drive, Storage storage) {
    String from = drive.get("import-from").orElseThrow();
    VolumeId id =
        VolumeId.parse(from)
            .orElseThrow(() -> Stop.error("unable to parse volume ID '" + from + "'"));
    Volume source =
        find(id).orElseThrow(() -> Stop.error("volume_size_info on '" + id + "' failed"));
    boolean keeps = storage.formats().contains(source.format());
    String format = drive.get("format").orElse(keeps ? source.format() : "raw");
    long size = key.equals("efidisk0") ? efiSize(drive, storage) : source.size();
    VolumeId made = allocate(storage, vmid, format, size);
    storage.volumes(node).computeIfPresent(made.name(), (_, v) -> v.holding(source.seed()));
    return stored(drive, made, size);
  }

  private static PropertyString stored(PropertyString drive, VolumeId id, long size) {
    return drive
        .without("import-from")
        .without("format")
        .with("file", id.toString())
        .with("size", Sizes.format(size));
  }

  /// A cloud-init drive has no `size` until it is cloned.
  PropertyString cloudInit(int vmid, PropertyString drive, Storage storage) {
    String usual = storage.options().type().onFiles() ? "qcow2" : "raw";
    String format = drive.get("format").orElse(usual);
    String name = storage.placed(vmid, "vm-" + vmid + "-cloudinit", format);
    if (storage.volume(node, name).isPresent()) {
      throw Stop.error("disk image '" + name + "' already exists");
    }
    demandLock(storage);
    VolumeId id = put(storage, name, vmid, format, CLOUD_INIT, Optional.empty());
    return drive
        .without("format")
        .without("size")
        .with("file", id.toString())
        .with("media", "cdrom");
  }

  /// Whether a caller may use what a value names.
  void checkAccess(Rights rights, String key, PropertyString drive) {
    String file = Drives.file(drive);
    Optional<String> target = target(file);
    if (target.isPresent()) {
      world.storage(target.get());
      rights.demand("/storage/" + target.get(), "Datastore.AllocateSpace");
      drive.get("import-from").ifPresent(source -> checkImport(rights, source));
    } else if (file.equals("cdrom")) {
      rights.demand("/", "Sys.Console");
    } else if (!file.equals("none")) {
      checkSource(rights, file);
    }
    checkForm(key, drive);
  }

  /// A disk of a machine is copied as a clone is; a file is read from its storage.
  private void checkImport(Rights rights, String source) {
    Optional<Integer> owner =
        VolumeId.parse(source)
            .filter(id -> contentOf(id).equals("images"))
            .flatMap(VolumeId::owner);
    if (owner.isPresent()) {
      rights.demand("/vms/" + owner.get(), "VM.Clone");
    } else {
      checkSource(rights, source);
    }
  }

  private void checkSource(Rights rights, String source) {
    if (source.startsWith("/") && !rights.caller().isRoot()) {
      throw Stop.error("Only root can pass arbitrary filesystem paths");
    }
    VolumeId.parse(source)
        .ifPresent(id ->
            rights.demandAny(
                "/storage/" + id.storage(),
                Optional.empty(),
                List.of("Datastore.Audit", "Datastore.AllocateSpace")));
  }
}
