package dev.holdfast.lab.program;

import java.util.List;
import java.util.Map;

/// A package that can be installed on lab machines.
///
/// @param architecture empty for every machine's own
/// @param depends names of packages that come with it
/// @param programs paths of programs that it brings
/// @param files texts by path
/// @param conffiles texts by path, which stay unless the package is purged
/// @param units names of units among the files that are enabled and started at installation
public record DebPackage(
    String name,
    String version,
    String architecture,
    String section,
    List<String> depends,
    List<String> programs,
    Map<String, String> files,
    Map<String, String> conffiles,
    List<String> units) {
  public DebPackage {
    depends = List.copyOf(depends);
    programs = List.copyOf(programs);
    files = Map.copyOf(files);
    conffiles = Map.copyOf(conffiles);
    units = List.copyOf(units);
  }

  /// One that brings nothing yet.
  public static DebPackage of(String name, String version) {
    return new DebPackage(
        name, version, "", "admin", List.of(), List.of(), Map.of(), Map.of(), List.of());
  }

  public DebPackage withPrograms(String... paths) {
    return new DebPackage(
        name, version, architecture, section, depends, List.of(paths), files, conffiles, units);
  }

  public DebPackage depending(String... names) {
    return new DebPackage(
        name, version, architecture, section, List.of(names), programs, files, conffiles, units);
  }

  public DebPackage withFiles(Map<String, String> texts) {
    return new DebPackage(
        name, version, architecture, section, depends, programs, texts, conffiles, units);
  }

  public DebPackage withConffiles(Map<String, String> texts) {
    return new DebPackage(
        name, version, architecture, section, depends, programs, files, texts, units);
  }

  public DebPackage starting(String... names) {
    return new DebPackage(
        name, version, architecture, section, depends, programs, files, conffiles, List.of(names));
  }
}
