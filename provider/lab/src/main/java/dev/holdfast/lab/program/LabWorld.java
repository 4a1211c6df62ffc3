package dev.holdfast.lab.program;

/// What the machines of one lab share: package repositories and what can be downloaded.
public record LabWorld(Repositories repositories, Web web) {
  /// The address of Debian's repository in every machine's `sources.list`.
  public static final String DEBIAN = "http://deb.debian.org/debian";

  /// One with Debian's packages.
  public static LabWorld withDebian() {
    Repositories repositories = new Repositories();
    repositories.offer(DEBIAN, DebianArchive.PACKAGES);
    return new LabWorld(repositories, new Web());
  }
}
