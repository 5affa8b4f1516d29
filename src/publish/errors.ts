import { EXIT, errorMaker } from "#kernel";

/** Why a dossier is not handed over. */
export const publishErrors = {
  "publish/no-text": {
    exit: EXIT.disclosure,
    about:
      "No text of the case is open to the audience in one of its languages. Give hand/dossier.md a level that the audience may see, then `snowmelt run`.",
  },
  "publish/no-consent": {
    exit: EXIT.disclosure,
    about:
      "Something that would go out rests on consent that is missing, has ended, or was not given for this audience. Each case is listed. Record the consent, say that none is needed, or close the item with a mark.",
  },
  "publish/embargo": {
    exit: EXIT.disclosure,
    about: "Something that would go out is under embargo. Publish after the day that is named, or close the item.",
  },
  "publish/risk": {
    exit: EXIT.disclosure,
    about:
      "Somebody whose name is closed could be known again by what the dossier shows of them, alone or with earlier dossiers, or nobody knows how many others it fits. Each risk is listed with the attributes that tell. Coarsen or close them with marks, declare a public list to compare with, or take the risk by approvals that name it.",
  },
  "publish/no-approval": {
    exit: EXIT.disclosure,
    about:
      "case.toml asks for more approvals of this audience's dossiers than were given for what would go out now. An approval holds for a digest of all that is opened; when anything changes it holds no more.",
  },
  "publish/no-picture": {
    exit: EXIT.disclosure,
    about:
      "An exhibit with regions to be made unseen cannot be turned into pictures, or a region lies outside its page. Nothing was handed over.",
  },
  "publish/leak": {
    exit: EXIT.disclosure,
    about:
      "A closed value was found in the finished dossier, plain or in another spelling. Nothing was handed over. Take it out of the open text, or open it with a mark; if you did neither, it is a bug to report.",
  },
} as const;

export const publishError: ReturnType<typeof errorMaker<typeof publishErrors>> = errorMaker(publishErrors);
