/** The hand files that `init` writes: empty but for comments that show how a row looks. */
export const HAND_TEMPLATES: Readonly<Record<string, string>> = {
  "sources.toml": `# Who said or made something.
#
# [[source]]
# id = "S1"
# name = "A news report of 15 May 2017"
# descriptor = "written on the day, from a briefing; names its speaker"
# published = "2017-05-15"           # EDTF: 2017-05-15, 2017-05, 2017~, 2011/2015
# relies-on = ["S2"]                 # whose words it repeats
# reliability = "B"                  # A completely reliable ... E unreliable, F cannot be judged
# reasons = "why this grade"
# exhibit = "E1"
`,
  "claims.toml": `# One attributed proposition each, anchored by the words it stands in.
#
# [[claim]]
# id = "C1"
# source = "S1"                      # who says it here
# according-to = ["S2"]              # on whose word
# exhibit = "E1"
# quote = "as many as 50 people a day"   # exactly as in the exhibit, only once in it
# page = "3"                         # of a PDF, when the words stand on several pages
# statement = "As many as 50 people a day were killed."
# strength = "believes"              # the hedge, in the source's words
# credibility = 3                    # 1 confirmed by other sources ... 5 improbable, 6 cannot be judged
# quantity = { relation = "atMost", value = 50, unit = "people", per = "day" }
# time = "2013/2016"
`,
  "incidents.toml": `# What was done, where, when, as the claims that hang on it allege.
#
# [[incident]]
# id = "I1"
# title = "..."
# what = "..."
# when = "2015-01"
# claims = ["C1"]
`,
  "figures.toml": `# Numbers that the dossier may print. Never a literal: from a claim's quantity, or computed from figures.
#
# [[figure]]
# id = "N1"
# claim = "C1"
#
# [[figure]]
# id = "N2"
# expression = "N3 / N4"
# unit = "per cent"
# places = 1
`,
  "hypotheses.toml": `# Explanations that compete.
#
# [[hypothesis]]
# id = "H1"
# text = "..."
# prior = 0.5                        # only where the hypotheses exclude each other and cover everything
`,
  "assessments.toml": `# How each claim sits with the hypotheses, by one analyst.
#
# [[assessment]]
# id = "A1"
# evidence = "C7"                    # or a finding F1, or a figure N4
# analyst = "first analyst"          # a role, never a name
# group = "the briefing"             # claims that depend on each other count once
# ratings = { H1 = 2, H2 = 4 }       # 1 very inconsistent ... 3 neither ... 5 very consistent, "na"
# likelihoods = { H1 = [0.1, 0.4] }  # how probable the claim is if the hypothesis holds: bounds
# expects = ["H1"]                   # of a finding, instead: where what was looked for is there; bounds follow from its record
`,
  "findings.toml": `# What was measured on images: each names the exhibit that holds the record of the measurement.
#
# [[finding]]
# id = "F1"
# exhibit = "E9"                     # JSON that "snowmelt imagery snow --json" wrote, collected
# credibility = 2                    # 1 confirmed by other sources ... 5 improbable, 6 cannot be judged
# translations = { ar = "..." }      # of its sentence
`,
  "weighings.toml": `# The assessment as it stood at some time; every rating and score is recorded and never changes. Or: snowmelt assess --freeze
#
# [[weighing]]
# id = "W1"
# reason = "before the second imagery"
`,
  "outcomes.toml": `# What became known later.
#
# [[outcome]]
# id = "O1"
# weighing = "W1"
# hypothesis = "H2"                  # which one held
# text = "how one knows"
# claims = ["C30"]
`,
  "judgements.toml": `# What the authors hold to be so, how likely and how sure, and what speaks against it.
#
# [[judgement]]
# id = "J1"
# text = "..."
# probability = "likely"             # the words of ICD 203
# confidence = "low"                 # low, moderate, high: how good the basis is
# reasons = "..."
# claims = ["C1", "C2"]
# alternatives = [{ text = "another explanation", reasons = "why it is not preferred", claims = [] }]
# dissent = [{ text = "what one of us holds instead", by = "analyst" }]
`,
  "marks.toml": `# Who may see what. Without a mark an item is for the team.
#
# [[mark]]
# id = "M1"
# items = ["C1", "S1", "E1"]
# level = "public"                   # public, partner:<name>, court:<name>, team, protected
# reason = "published by the source itself"
#
# [[mark]]
# id = "M2"
# items = ["S2"]
# field = "/name"
# level = "protected"
# because = "protection"             # printed where it would stand: protection, consent, source, investigation, legal, privacy
# reason = "a witness"
#
# [[mark]]
# id = "M3"
# items = ["C1"]
# span = "the nurse"                 # only these words; the sentence stays
# level = "team"
# reason = "..."
#
# [[mark]]
# id = "M4"
# items = ["C1"]
# field = "/time"
# coarse = "year"                    # what stands instead: month, year, governorate, band, band5
# level = "team"
# reason = "..."
`,
  "errata.toml": `# What was wrong in a published dossier. The next one for its audience says so, and which it replaces.
#
# [[erratum]]
# id = "B1"
# dossier = "public-0042"            # the published dossier in which it stood
# item = "N3"                        # what it is about, where it is one item
# was = "300 people"
# is = "at most 50 people"
# reason = "a line of the report was read twice"
# level = "public"                   # who may see the correction; without it, the team
`,
};
