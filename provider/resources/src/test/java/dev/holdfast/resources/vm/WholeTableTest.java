package dev.holdfast.resources.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.ConfigChange;
import dev.holdfast.resources.pve.WireReader;
import dev.holdfast.resources.pve.WireReader.Selection;
import dev.holdfast.resources.pve.WireWriter;
import dev.holdfast.resources.tree.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Every attribute of the table through a server's storage and back.
class WholeTableTest {

  /// A machine by the seed that it grows from.
  @Provide
  Arbitrary<Value.Obj> machines() {
    return Arbitraries.longs().map(seed -> new AnyMachine(new Random(seed)).next());
  }

  private static Storage created(Value.Obj planned) {
    var storage = new Storage();
    storage.write(WireWriter.create(VmTable.TABLE, planned, VmDisks::newDisk));
    return storage;
  }

  private static ConfigChange change(Value.Obj prior, Value.Obj planned, Storage storage) {
    return WireWriter.change(VmTable.TABLE, prior, planned, storage.keys(), VmDisks::newDisk);
  }

  /// What an import shows, without the volume ids, which the storage chooses.
  private static Value.Obj read(Storage storage) {
    Value.Obj object =
        WireReader.read(VmTable.TABLE, storage.keys(), Machines.BLANK, Selection.ALL);
    Map<String, Value> disks =
        new LinkedHashMap<>(Trees.elements(Trees.at(object, Path.of("disks"))));
    disks.replaceAll((_, disk) -> ((Value.Obj) disk).with("volume", Values.NULL));
    return disks.isEmpty() ? object : object.with("disks", new Value.MapOf(disks));
  }

  @Property(tries = 300)
  void whatACreateWritesIsReadBack(@ForAll("machines") Value.Obj planned) {
    assertThat(read(created(planned))).isEqualTo(planned);
  }

  @Property(tries = 300)
  void aChangeLeadsFromAnyMachineToAnyOther(
      @ForAll("machines") Value.Obj prior, @ForAll("machines") Value.Obj planned) {
    Storage storage = created(prior);
    ConfigChange change = change(prior, planned, storage);
    storage.write(change);

    assertThat(change.conflicts()).isEmpty();
    assertThat(change.delete()).noneMatch(change.set()::containsKey);
    assertThat(read(storage)).isEqualTo(planned);

    ConfigChange again = change(prior, planned, storage);
    assertThat(again.isEmpty()).isTrue();
    assertThat(again.conflicts()).isEmpty();
  }

  @Property(tries = 200)
  void aMachineAsPlannedIsLeftAlone(@ForAll("machines") Value.Obj planned) {
    Storage storage = created(planned);

    assertThat(change(planned, planned, storage).isEmpty()).isTrue();
    assertThat(change(Machines.BLANK, planned, storage).isEmpty()).isTrue();
    assertThat(change(Machines.BLANK, planned, storage).conflicts()).isEmpty();
  }
}
